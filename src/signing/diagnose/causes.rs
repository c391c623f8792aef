//! Every cause that a diagnosis can name. `docs/causes.md` is this table; a test compares them.

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Cause {
    /// The stable id.
    pub id: &'static str,
    /// How sure it is.
    pub kind: Kind,
    /// What is wrong, in a few words; `{fields}` are the wire names concerned, `{is}` is the verb for them.
    pub title: &'static str,
    /// What happened; `{fields}` are the wire names concerned, `{how}` says how exactly.
    pub detail: &'static str,
    /// What to do, in one sentence.
    pub fix: &'static str,
}

/// How sure a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// It reproduces the observed signature byte for byte.
    #[default]
    Formula,
    /// A known value or shape.
    Recognised,
}

impl Kind {
    /// The word that a diagnosis shows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::Recognised => "recognised",
        }
    }
}

impl Cause {
    pub(crate) fn title_of(&self, fields: &[String]) -> String {
        let are = if fields.len() == 1 { "is" } else { "are" };
        self.title.replace("{fields}", &fields.join(", ")).replace("{is}", are)
    }

    pub(crate) fn detail_of(&self, fields: &[String], how: &str) -> String {
        let fields = if fields.is_empty() { "the string to sign".to_owned() } else { fields.join(", ") };
        // After a word something must follow; where `{how}` joins on by itself, nothing may.
        let how = if how.is_empty() && self.detail.contains(" {how}") { "in another way" } else { how };
        self.detail.replace("{fields}", &fields).replace("{how}", how)
    }
}

macro_rules! causes {
    ($( $name:ident $id:literal $kind:ident $title:literal $detail:literal $fix:literal )*) => {
        $( pub(crate) const $name: Cause =
            Cause { id: $id, kind: Kind::$kind, title: $title, detail: $detail, fix: $fix }; )*

        /// The table.
        pub const CAUSES: &[Cause] = &[$($name),*];
    };
}

causes! {
    AMOUNT_NOT_PADDED "amount-not-padded" Formula
        "Amount without its trailing zeros"
        "{fields} was hashed {how}; the gateway hashes it with all its decimals."
        "Write the amount with a fixed number of decimals (20.50, never 20.5) in the string to sign and in the request."
    AMOUNT_AS_GIVEN "amount-as-given" Formula
        "Amount hashed as it was given"
        "{fields} was hashed {how}; the gateway hashes the canonical form."
        "Bring the amount into its canonical form before hashing it."
    AMOUNT_FLOAT_TEXT "amount-float-text" Formula
        "Amount as a float prints it"
        "{fields} was hashed {how}, as a language that prints floats with one decimal does."
        "Format the amount with a fixed number of decimals instead of converting a float to text."
    AMOUNT_APPENDED "amount-decimals-appended" Formula
        "Decimals were appended to an amount"
        "{fields} was hashed {how}: decimals were appended to its text."
        "Format the amount as a number with two decimals instead of appending .00 to its text."
    AMOUNT_WRONG_DECIMALS "amount-wrong-decimals" Formula
        "Amount with another number of decimals"
        "{fields} was hashed {how}."
        "Use the number of decimals of the currency: two for EGP, QAR and SAR, three for KWD, BHD and OMR."
    AMOUNT_ROUNDED "amount-rounded" Formula
        "Amount rounded or cut"
        "{fields} was hashed {how}, so digits of it were lost."
        "Keep all decimals; do not pass the amount through an integer."
    AMOUNT_THOUSANDS "amount-thousands-separators" Formula
        "Amount with thousands separators"
        "{fields} was hashed {how}."
        "Format the amount without grouping: number_format($amount, 2, '.', '') in PHP, toFixed(2) in JavaScript."
    AMOUNT_COMMA "amount-decimal-comma" Formula
        "Amount with a decimal comma"
        "{fields} was hashed {how}, as a formatter with a local setting writes it."
        "Format the amount with a point, independently of the server's locale."
    AMOUNT_MINOR_UNITS "amount-minor-units" Formula
        "Amount in minor units"
        "{fields} was hashed {how}, in piastres, fils or cents."
        "Write the amount in the main unit of the currency with its decimals."
    AMOUNT_WITH_CURRENCY "amount-with-currency" Formula
        "Amount with its currency"
        "{fields} was hashed {how}."
        "Hash the number alone."
    AMOUNT_EXPONENT "amount-exponent" Formula
        "Amount with an exponent"
        "{fields} was hashed {how}, as a float with an exponent."
        "Format the amount as plain digits instead of converting a double to text."
    AMOUNT_BINARY_FLOAT "amount-binary-float" Formula
        "Amount with the digits of a binary float"
        "{fields} was hashed {how}, which is what a binary float really holds."
        "Keep amounts as decimal text or as whole minor units until they are formatted."

    FIELD_LEFT_OUT "field-left-out" Formula
        "A field was left out"
        "{fields} was not hashed{how}."
        "Put the field into the string to sign at its place, with exactly the text that is sent."
    FIELD_DOUBLED "field-doubled" Formula
        "A field was hashed twice"
        "{fields} stands twice in the string that was hashed{how}."
        "Hash every field once; a sample that calls concat on the merchant code itself doubles it."
    FIELDS_SWAPPED "fields-swapped" Formula
        "Two fields changed places"
        "{fields} were hashed in each other's place."
        "Put them in the order of the formula."
    FIELD_MOVED "field-moved" Formula
        "A field stands at the wrong place"
        "{fields} was hashed {how}."
        "Put it where the formula has it."
    FIELDS_REVERSED "fields-reversed" Formula
        "Fields in reverse order"
        "{fields} were hashed from last to first."
        "Hash them in the order of the formula."
    FIELDS_ALPHABETICAL "fields-alphabetical" Formula
        "Fields in alphabetical order"
        "{fields} were sorted by name before they were hashed."
        "Do not sort; hash them in the order of the formula."
    FIELDS_IN_SENT_ORDER "fields-in-sent-order" Formula
        "Fields in the order of the request"
        "{fields} were hashed in the order in which the request lists them."
        "Hash them in the order of the formula, which is not that of the documentation's table."
    FORMULA_OF_ANOTHER "formula-of-another-operation" Formula
        "The formula of another operation"
        "{fields} were hashed by the formula of {how}."
        "Use the formula of the operation that is called."
    OTHER_VENDOR "formula-of-another-vendor" Formula
        "The formula of another vendor"
        "The string that was hashed is {how}; the formula of this gateway has {fields}."
        "Use the formula of this gateway."
    ALL_FIELDS_SIGNED "all-fields-signed" Formula
        "Every field of the request was hashed"
        "All sent fields were hashed, {how}; the formula names only {fields}."
        "Hash only the fields of the formula."
    ONLY_LAST_FIELD "only-last-field" Formula
        "Only the last field was hashed"
        "Of all fields only {fields} was hashed, as a loop does that overwrites its text instead of appending to it."
        "Append every field to the text, then hash it."
    FIELD_ADDED "field-added" Formula
        "A field was hashed that is not signed"
        "{fields} was hashed {how}; it is not part of the formula."
        "Leave it out of the string to sign; it may stay in the request."
    FIELD_SIGNED_NOT_SENT "field-signed-not-sent" Formula
        "A field was hashed that was not sent"
        "{fields} is absent from the request, but {how} was hashed in its place."
        "Send the field with the text that was hashed, or leave it out of both."
    FIELD_REPLACED "field-replaced" Formula
        "Another value stands in a field's place"
        "For {fields}, {how} was hashed."
        "Hash the same value that is sent under this name."
    FIELD_AS_WORD "field-as-word" Formula
        "A field was hashed as a word"
        "{fields} is sent with a value, but {how} was hashed for it, as a program does that looks for it elsewhere."
        "Read the field under the name that it has in the request, and look at the string before it is hashed."
    OTHER_FIELDS "other-fields-hashed" Formula
        "Other fields, or another order"
        "What was hashed is {fields}, in this order{how}."
        "Hash all fields of the formula, only them, and in its order."
    ABSENT_AS_WORD "absent-as-word" Formula
        "An absent field was hashed as a word"
        "{fields} is absent, but {how} was hashed for it."
        "An absent field contributes nothing: turn null and undefined into the empty text before joining."
    SEPARATORS_ADDED "separators-added" Formula
        "Separators between the fields"
        "The fields were joined with {how}."
        "Join the fields without anything between them."
    NAMES_ADDED "names-added" Formula
        "Names were hashed with the values"
        "{fields} were hashed as {how}."
        "Hash the values alone, without their names."
    NAMES_LEFT_OUT "names-left-out" Formula
        "Names are missing from the string to sign"
        "The values of {fields} were joined {how}."
        "Write name=value pairs joined by &, as the formula says."
    NAMES_CASE "names-in-other-case" Formula
        "Names in another letter case"
        "{fields} were written {how} in the string to sign."
        "Write the names exactly as the request has them."
    PAIRS_JOINED "pairs-joined-differently" Formula
        "Pairs joined with something else"
        "The name=value pairs of {fields} were joined with {how}."
        "Join the pairs with a single &."
    PAIR_LEFT_OUT "pair-left-out" Formula
        "A name=value pair was left out"
        "The pair of {fields} was not hashed."
        "Put the pair into the string to sign at its place."

    TEXT_PERCENT_ENCODED "text-percent-encoded" Formula
        "Values were percent-encoded before hashing"
        "{fields} was hashed {how}."
        "Hash the raw value; encode it only where it stands in a URL."
    TEXT_DECODED "text-decoded" Formula
        "A value was decoded before hashing"
        "{fields} was hashed after decoding {how}."
        "Use the value exactly as it is."
    TEXT_QUOTED "text-quoted" Formula
        "Values with quotation marks"
        "{fields} was hashed {how}."
        "Hash the text without the quotation marks that JSON or a settings file puts around it."
    TEXT_ESCAPED "text-escaped" Formula
        "A value was escaped before hashing"
        "{fields} was hashed {how}."
        "Hash the text itself, not its escaped form."
    TEXT_TRIMMED "text-trimmed" Formula
        "White space was taken away"
        "{fields} was hashed {how}, but sent with its white space."
        "Trim a value before it is used at all, or hash it as it is sent."
    TEXT_WHITE_SPACE "text-white-space" Formula
        "White space around a value"
        "{fields} was hashed {how}."
        "Trim what was read from a settings file or a form."
    TEXT_CASE "text-in-other-case" Formula
        "A value in another letter case"
        "{fields} was hashed {how}."
        "Hash the value exactly as it is sent; case matters."
    TEXT_SPELLING "value-in-other-spelling" Formula
        "A value in another spelling"
        "{fields} was hashed {how}."
        "Hash the spelling that is sent."
    TEXT_FORM "value-in-other-form" Formula
        "A value in another form"
        "{fields} was hashed {how}."
        "Hash the value with exactly the characters that are sent."
    UNICODE_FORM "unicode-other-form" Formula
        "Another Unicode form"
        "{fields} was hashed {how}: the same characters to the eye, other bytes."
        "Hash exactly the bytes that are sent; do not normalise."
    ARABIC_DIGITS "arabic-indic-digits" Formula
        "Arabic-Indic digits"
        "{fields} was hashed with {how}."
        "Format numbers in a locale with the digits 0 to 9."
    LEADING_ZEROS_LOST "leading-zeros-lost" Formula
        "Leading zeros were lost"
        "{fields} was hashed {how}, because it went through a number."
        "Keep codes, card fields and telephone numbers as text."
    NUMBER_AS_FLOAT "number-as-float" Formula
        "A number printed as a float"
        "{fields} was hashed {how}."
        "Write whole numbers without a decimal point."
    LINE_TOTAL "line-total-for-unit-price" Formula
        "Line totals in place of unit prices"
        "{fields} was hashed as price times quantity."
        "Hash the price of one unit."
    ITEMS_ORDER "items-in-other-order" Formula
        "Items in another order"
        "{fields} were hashed {how}."
        "Sort the items by itemId in byte order, and send them in that order."
    ITEMS_ADDED "items-added" Formula
        "Items were hashed that are not signed"
        "{fields} were hashed {how}; this operation does not sign its items."
        "Leave the items out of the string to sign."
    ITEMS_JOINED "items-joined-differently" Formula
        "Items joined with something else"
        "{fields} were hashed {how}."
        "Append the fields of every item without anything between them; do not turn a list into text."
    ITEMS_LEFT_OUT "items-left-out" Formula
        "Items were left out"
        "Of {fields} {how} was hashed."
        "Append every item to the string, not one of them."
    ITEMS_TOTAL "total-for-items" Formula
        "The total in place of the items"
        "For {fields} {how} was hashed."
        "Append identifier, quantity and price of every item."
    TEXT_END "line-end-appended" Formula
        "Something stands around the string to sign"
        "{how} was hashed together with the string to sign."
        "Hash the text alone; printf and echo -n append no line end."
    STRING_ENCODED "string-percent-encoded" Formula
        "The whole string was encoded"
        "The string to sign was hashed {how}."
        "Hash the string as it is."
    STRING_CASE "string-in-other-case" Formula
        "The whole string in another letter case"
        "The string to sign was hashed {how}."
        "Hash the string as it is; case matters."
    OTHER_CHARSET "other-charset" Formula
        "Another character encoding"
        "The string to sign was hashed {how}."
        "Hash the UTF-8 bytes of the text."

    KEY_FIRST "key-first" Formula
        "The key stands first"
        "{fields} was hashed in front of the fields."
        "Append the key after the last field."
    KEY_LAST "key-last" Formula
        "The key stands last"
        "{fields} was hashed after the fields."
        "Put the key in front of the fields."
    KEY_TWICE "key-twice" Formula
        "The key was hashed twice"
        "{fields} stands in front of the fields and after them."
        "Hash the key once, where the formula has it."
    KEY_MISSING "key-missing" Formula
        "The key is missing"
        "{fields} was not hashed: the variable that should hold it is probably empty."
        "Check that the key is loaded, and use it as the formula says."
    KEY_WORD "key-as-word" Formula
        "A word was used as the key"
        "For {fields} {how} was used: the setting that holds the key was not read."
        "Check that the key is loaded where the signature is made, and under the name that it has there."
    KEY_PLACEHOLDER "key-placeholder" Formula
        "A placeholder was used as the key"
        "For {fields} {how} was used, as samples of code have it."
        "Put the key of your account in its place."
    KEY_ALTERED "key-altered" Formula
        "The key with other characters"
        "{fields} was used {how}."
        "Use the key exactly as the gateway shows it, every character of it."
    KEY_EXCHANGED "key-and-code-exchanged" Formula
        "The key and another setting changed places"
        "{fields} were hashed in each other's place."
        "Check which setting holds which."
    KEY_WHITE_SPACE "key-white-space" Formula
        "White space around the key"
        "{fields} was used {how}."
        "Trim the key after reading it from a file or an environment variable."
    KEY_QUOTED "key-quoted" Formula
        "The key with quotation marks"
        "{fields} was used {how}."
        "Remove the quotation marks that the settings file has around the key."
    KEY_DECODED "key-decoded" Formula
        "The key was decoded"
        "{fields} was used {how}."
        "Use the key as text, exactly as the gateway shows it."
    KEY_ENCODED "key-encoded" Formula
        "The key was encoded or hashed"
        "{fields} was used {how}."
        "Use the key as text, exactly as the gateway shows it."
    KEY_CASE "key-in-other-case" Formula
        "The key in another letter case"
        "{fields} was used {how}."
        "Use the key exactly as the gateway shows it."
    OTHER_SETTING_AS_KEY "other-setting-as-key" Formula
        "Another setting was used as the key"
        "{how} was used in place of {fields}."
        "Use the key that the gateway gives for signatures."
    OTHER_KEY "other-key" Formula
        "Another key was used"
        "The key \"{how}\" was used in place of {fields}."
        "Use the key that belongs to this environment and merchant."

    HMAC_INSTEAD_OF_HASH "hmac-instead-of-hash" Formula
        "An HMAC instead of a plain digest"
        "The signature is an HMAC {how}; the gateway expects a plain digest with the key inside the text."
        "Put the key into the text as the formula says, and hash it without HMAC."
    HASH_INSTEAD_OF_HMAC "hash-instead-of-hmac" Formula
        "A plain digest instead of an HMAC"
        "The signature is a plain digest {how}; the gateway expects an HMAC."
        "Compute an HMAC with the key; do not hash the key with the text."
    KEY_AND_TEXT_SWAPPED "key-and-text-swapped" Formula
        "Key and text of the HMAC changed places"
        "The string to sign was used as the key of the HMAC, and the key as its text."
        "Look up the order of the arguments: most HMAC functions take the key first, PHP's hash_hmac takes it last."
    OTHER_DIGEST "other-digest" Formula
        "Another digest"
        "The signature was made with {how}."
        "Use the digest that the gateway documents."
    HASHED_TWICE "hashed-twice" Formula
        "The digest was hashed again"
        "The signature is the digest of {how}."
        "Hash once."
    HEX_INSTEAD_OF_BASE64 "hex-instead-of-base64" Formula
        "Hexadecimal instead of Base64"
        "The signature has the right bytes, written in hexadecimal."
        "Write the bytes of the digest in Base64."
    BASE64_INSTEAD_OF_HEX "base64-instead-of-hex" Formula
        "Base64 instead of hexadecimal"
        "The signature has the right bytes, written in Base64."
        "Write the bytes of the digest in lower-case hexadecimal."
    BASE64_OF_HEX "base64-of-hex" Formula
        "Base64 of the hexadecimal text"
        "The digest was written in hexadecimal, and that text in Base64."
        "Take the raw bytes of the digest (binary output, true as the last argument in PHP) and write them once."
    HEX_UPPER_CASE "hex-upper-case" Formula
        "Upper-case hexadecimal"
        "The signature has the right bytes, written in upper-case hexadecimal{how}."
        "Write it in lower case."
    HEX_ZEROS "hex-zeros-lost" Formula
        "Zeros of the hexadecimal text were lost"
        "The signature has the right bytes, {how}."
        "Write every byte with two hexadecimal digits."
    BASE64_URL_SAFE "base64-url-safe" Formula
        "URL-safe Base64"
        "The signature has - and _ in place of + and /."
        "Use standard Base64."
    BASE64_STANDARD "base64-standard" Formula
        "Standard Base64 instead of the URL-safe one"
        "The signature has + and / or padding, where the gateway writes - and _ without padding."
        "Use URL-safe Base64 without padding."
    BASE64_UNPADDED "base64-unpadded" Formula
        "Base64 without padding"
        "The = at the end of the signature is missing."
        "Keep the padding."
    SIGNATURE_ALTERED "signature-altered" Formula
        "The signature was altered on its way"
        "The signature is right but for {how}."
        "Send the signature as it was computed."

    BODY_SERIALISED_AGAIN "body-serialised-again" Formula
        "The body was serialised again"
        "{fields} was hashed {how}, but that is not the text that is sent or was received."
        "Serialise once and keep the text: hash it and send it. For a webhook, hash the raw bytes before parsing them."
    BODY_HASHED_FIRST "body-hashed-first" Formula
        "A digest of the body in place of the body"
        "{fields} was replaced by {how}."
        "Put the body itself into the string to sign."
    BODY_ADDED "body-added" Formula
        "A body was hashed though there is none"
        "The request has no body, but {how} was hashed for it."
        "Without a body nothing is appended."
    BODY_SIGNED "body-signed" Formula
        "The body was hashed in place of the formula"
        "The request body was hashed {how}, where the formula has {fields}."
        "Hash the fields that the formula names."
    PATH_DIFFERS "path-differs" Formula
        "Another path was hashed"
        "{fields} was hashed {how}."
        "Hash the path that the formula says: relative to the API's base, with its query, as it is sent."
    PATH_TEMPLATE "path-not-filled-in" Formula
        "A path parameter was not filled in"
        "{fields} was hashed {how}."
        "Hash the path with the values that are sent."
    URL_DIFFERS "url-differs" Formula
        "Another URL was hashed"
        "{fields} was hashed {how}."
        "Hash the URL that is sent, or that was registered with the gateway, character for character."
    TIME_MILLISECONDS "time-milliseconds" Formula
        "Milliseconds instead of seconds"
        "{fields} was hashed in milliseconds."
        "Use Unix seconds in the header and in the string to sign."
    TIME_READ_TWICE "time-read-twice" Formula
        "The clock was read twice"
        "{fields} was hashed {how}; the request says another second."
        "Read the clock once and use the same text in the header and in the string to sign."
    TIME_FORMAT "time-format" Formula
        "The time in another form"
        "{fields} was hashed {how}."
        "Use Unix seconds, ten digits."
    METHOD_DIFFERS "method-differs" Formula
        "The HTTP method in another form"
        "{fields} was hashed {how}."
        "Write the method that is used, in upper case."
    TOKEN_HEADER "token-header-differs" Formula
        "Another header of the token"
        "{fields} was hashed as {how}."
        "Hash the header that was received, byte for byte, and accept HS384 only."
    CLAIMS_SIGNED "claims-signed" Formula
        "The decoded claims were hashed"
        "{fields} was hashed {how}."
        "Hash the two encoded segments with the point between them, exactly as received."

    CONTENT_CHANGED "content-changed" Formula
        "{fields} {is} not what the gateway signed"
        "The signature belongs to other content: {how}."
        "Do not trust it: act on nothing in it, and confirm the payment with the gateway's status call."

    PLACEHOLDER "documentation-placeholder" Recognised
        "A sample signature of the documentation"
        "This value is printed in the gateway's documentation, for several different requests; it belongs to none."
        "Compute the signature from your own fields and key."
    UNHASHED "string-sent-unhashed" Recognised
        "The string to sign was sent unhashed"
        "The value is {how}."
        "Send the digest of the string; if the key is in it, have the key replaced by the gateway, since it is published."
    SECRET_SENT "secret-sent-as-signature" Recognised
        "A secret was sent as the signature"
        "The value is {how} itself: whoever saw this request has it."
        "Have it replaced by the gateway, then send the digest as the signature."
    CUT_OFF "signature-cut-off" Recognised
        "The signature is incomplete"
        "The value is the beginning of the right signature, but only {how}."
        "Send all of it; a database column or a copy may have cut it."
    PASSWORD_HASH "password-hash" Recognised
        "A password hash in place of the digest"
        "The value has the shape of {how}, which is salted and never the same twice."
        "Use the digest that the gateway documents; a function for passwords cannot make it."
    TOKEN_SENT "token-instead-of-signature" Recognised
        "A JSON Web Token in place of the signature"
        "The value has the three segments of a token{how}; the gateway expects the digest of the string to sign."
        "Send the token in its own header, and the digest as the signature."
}
