/** A form, and no field that only other forms have or none. */
type Exactly<Form, Input> = Form & {
  [Name in Exclude<keyof Input, keyof Form>]?: Name extends "merchantCode" | "merchantAccount" | "accountNumber" | "signature" | "requestSignature"
    ? "leave it out: the instance writes it"
    : "this form of a charge has no such field";
};

/**
 * The form that an input is meant to be, by the fields that are there: what is wrong with it is said of this one.
 * Of the forms with a card the plainest comes last, since the compiler names the last of those that fit equally well.
 */
export type FawryChargeForm<Input> = Input extends { paymentMethod: FawryReferenceCharge["paymentMethod"] }
  ? Exactly<FawryReferenceCharge, Input>
  : Input extends { paymentMethod: FawryCashOnDeliveryCharge["paymentMethod"] }
    ? Exactly<FawryCashOnDeliveryCharge, Input>
    : Input extends { paymentMethod: FawryMyFawryCharge["paymentMethod"] }
      ? Exactly<FawryMyFawryCharge, Input>
      : Input extends { paymentMethod: FawryValuCharge["paymentMethod"] }
        ? Exactly<FawryValuCharge, Input>
        : Input extends { paymentMethod: FawryWalletQrCharge["paymentMethod"] }
          ? Exactly<Input extends { debitMobileWalletNo: unknown } ? FawryWalletRequestCharge : FawryWalletQrCharge, Input>
          : Input extends { paymentMethod: FawryTokenInstallmentCharge["paymentMethod"] }
            ? Exactly<FawryCardForm<Input>, Input>
            : FawryChargeBase & Pick<FawryChargeInput, "paymentMethod">;

/** The same of what is paid with a card. */
export type FawryCardForm<Input> = Input extends { installmentPlanId: unknown }
  ? Input extends { cardToken: unknown } ? FawryTokenInstallmentCharge : FawryInstallmentCharge
  : Input extends { enable3DS: infer Secure }
    ? true extends Secure ? FawryCardOr<Input, FawrySecureCardTokenCharge, FawrySecureCardCharge>
    : FawryCardOr<Input, FawryCardTokenCharge, FawryCardCharge>
  : FawryCardOr<Input, FawryCardTokenCharge, FawryCardCharge>;

type FawryCardOr<Input, Token, Card> = Input extends { cardToken: unknown } ? Token : Card;
