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

export interface Fawry {
  /**
   * Verifies and reads a notification V2. Answer it with HTTP 200 and an empty body, or Fawry sends it again.
   * Throws `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
   */
  verifyNotification(body: RawBody): FawryNotification;
  /** Verifies a notification V1. It rests on MD5: confirm with `paymentStatus`. */
  verifyNotificationV1(urlOrQuery: string): FawryNotificationV1;
  /** Verifies what the browser brought back. For display only: confirm with `paymentStatus` or a notification. */
  verifyReturn(urlOrQueryOrJson: string): FawryChargeData;
  /** A signed notification V2 as body text, to test your own handler with. */
  signNotification(fields: FawrySignedNotification): string;
}

export interface FawryInvoices {
  /** The Bearer token of `login`. It can be replaced, never read. */
  set token(token: string);
}
