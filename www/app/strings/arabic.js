/**
 * All Arabic words, which come in a file of their own. One concept has one word:
 *
 *   to sign, to hash into a signature: حساب التوقيع     body: الجسم (جسم الطلب)        payout: حوالة
 *   string to sign: النص المراد توقيعه                  header: ترويسة                 refund: استرداد، ورد المبلغ فعلًا
 *   digest, hash function: تجزئة                        query: معاملات الرابط          charge: دفع؛ وفعلًا: تحصيل مبلغ
 *   to reproduce a signature: إنتاج التوقيع             path: مسار                     item: صنف
 *   encoding (hex, Base64, UTF-8): ترميز                host: خادم                     customer: العميل
 *   part (of the string): جزء                           field: حقل                     payer: الدافع
 *   cause: سبب؛ fix: الحل                               value: قيمة                    vendor: بائع
 *   candidate, formula: صيغة                            webhook, notification: إشعار   amount: مبلغ
 *   key: مفتاح؛ secret: سر                              return: عودة                   decimals: خانات عشرية
 *   token: رمز (رمز الوصول، رمز البطاقة)                log: سجل                       currency: عملة
 *   merchant code: رمز التاجر                           paste: لصق                     staging: البيئة التجريبية
 *   gateway: بوابة؛ operation: عملية                    not there: غير موجود؛ ناقص لما يجب أن يكون
 *
 * Fawry is فوري; the other gateways keep their own spelling, since فاتورة is an invoice too. Digits are 0 to 9, as in
 * requests. Nouns carry their five forms where a number stands before them (`plural.js`). Buttons are verbal nouns (نسخ),
 * instructions are imperatives (ألصق), and what belongs to the visitor is addressed as theirs (مفتاحك).
 */
import { refusals } from "./refusals.ar.js";
import { templates as sentences } from "./templates.ar.js";

export { strings } from "./ar.js";
export { causes } from "./causes.ar.js";
export { library } from "./library.ar.js";
export { words } from "./templates.ar.js";

/** Those of refusals come last, as they hardly ever are what is looked for. */
export const templates = [...sentences, ...refusals];
