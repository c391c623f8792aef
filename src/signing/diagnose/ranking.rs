//! How plausible each habit is: one table, in the order of what is tried first.
//!
//! The evidence is public code that talks to these gateways and what their documentation prints. "Public code" stands
//! for a habit that two or more independent integrations share, or that a library or an official sample has and hands
//! on; "the documentation" for what its wording or its samples lead to; everything else is what the default of a
//! common language or tool does. A form that is a variation of a habit is [`Rank::rarer`] than it.
//!
//! A pair is as plausible as both of its mistakes together, so that what is frequent is also paired first.

/// How often a habit is seen: 1 for what is seen every day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(u8);

impl Rank {
    /// The sum of the weights of several mistakes says how plausible they are together.
    pub(crate) const fn weight(self) -> u8 {
        self.0
    }

    /// As many steps less plausible.
    pub(crate) const fn rarer(self, steps: u8) -> Self {
        Self(self.0 + steps)
    }
}

/// Seen in several public integrations, printed by the documentation, or the default of a common language.
const FREQUENT: Rank = Rank(1);
/// Seen in one integration, or what a common language or tool does when it is asked to.
const OCCASIONAL: Rank = Rank(2);
/// Seen in none; follows from how the languages work, or is a further form of what is seen.
const RARE: Rank = Rank(3);
/// Tried in pairs with frequent habits only: by itself it is hardly ever the cause.
const ODD: Rank = Rank(4);

// Frequent.

/// Public code: raw sums of prices and the caller's own text are hashed, and floats print no trailing zeros.
pub(crate) const AMOUNT_UNPADDED: Rank = FREQUENT;
/// Public code: `number_format` with two or three arguments groups the thousands, and a locale writes a comma.
pub(crate) const NUMBER_FORMAT: Rank = FREQUENT;
/// Public code: a field is sent and not signed, such as `reason`, `customerProfileId` and `paymentMethod`.
pub(crate) const FIELD_FORGOTTEN: Rank = FREQUENT;
/// Public code: two libraries read names that a notification does not have, and hash nothing in their place.
pub(crate) const FIELD_MISREAD: Rank = FREQUENT;
/// The documentation: its JavaScript sample concatenates the merchant code to itself.
pub(crate) const FIRST_FIELD_TWICE: Rank = FREQUENT;
/// Public code signs the currency, which is sent next to the amount.
pub(crate) const CURRENCY_SIGNED: Rank = FREQUENT;
/// Public code puts another vendor's separators between the fields; the common ones are tried first.
pub(crate) const SEPARATORS: Rank = FREQUENT;
/// The defaults of JavaScript, PHP, Java and Python for something absent that is put into a text.
pub(crate) const ABSENT_AS_WORD: Rank = FREQUENT;
/// Public code signs the items as they are in the cart, not in the order of the formula.
pub(crate) const ITEMS_AS_GIVEN: Rank = FREQUENT;
/// An item has a unit price, a quantity and a line total, and only one of them is in the formula.
pub(crate) const ITEMS_REFIGURED: Rank = FREQUENT;
/// JavaScript's defaults for a list that becomes a text, and a loop that leaves only one element.
pub(crate) const ITEMS_COLLAPSED: Rank = FREQUENT;
/// Public code signs a payment method in one spelling and sends it in another.
pub(crate) const OTHER_SPELLING: Rank = FREQUENT;
/// A language, a code or a method is compared without regard to its case, and therefore written in any.
pub(crate) const LETTER_CASE: Rank = FREQUENT;
/// Public code encodes the values of a query, and signs what it has encoded.
pub(crate) const URL_ENCODED: Rank = FREQUENT;
/// What is typed into a form is trimmed for one of the two uses.
pub(crate) const TRIMMED: Rank = FREQUENT;
/// The documentation's samples mix texts and numbers, and a number has no leading zeros.
pub(crate) const READ_AS_NUMBER: Rank = FREQUENT;
/// Shops keep telephone numbers, card numbers and years in other forms than gateways ask for.
pub(crate) const VALUE_FORM: Rank = FREQUENT;
/// Public code reads keys and codes from files and environments that leave a line end or a blank with them.
pub(crate) const SETTINGS_FILE: Rank = FREQUENT;
/// A variable of the environment that is not set: the key is empty, or the word for nothing.
pub(crate) const KEY_UNSET: Rank = FREQUENT;
/// The settings of a gateway lie side by side, and those of the sandbox beside those of production.
pub(crate) const OTHER_SETTING: Rank = FREQUENT;
/// The key belongs to the end for one gateway and in front for another.
pub(crate) const KEY_MOVED: Rank = FREQUENT;
/// A key that looks like Base64 or hexadecimal is decoded before it is used.
pub(crate) const KEY_DECODED: Rank = FREQUENT;
/// Public code writes an HMAC where a digest is documented, and the documentation says digest where it means HMAC.
pub(crate) const OTHER_METHOD: Rank = FREQUENT;
/// The documentation prints the names in lower case, and its ampersand with a backslash or as an entity.
pub(crate) const PAIRS_AS_PRINTED: Rank = FREQUENT;
/// A formula of two or three pairs: every order and every omission of them is likely.
pub(crate) const PAIRS_ARRANGED: Rank = FREQUENT;
/// The documentation has two formulas for one gateway, and one is used where the other belongs.
pub(crate) const NEIGHBOURING_FORMULA: Rank = FREQUENT;
/// Public code and other vendors sign the body alone, and the documentation calls the body the payload.
pub(crate) const BODY_ALONE: Rank = FREQUENT;
/// Webhooks of other vendors join the time and the body in their own ways.
pub(crate) const OTHER_VENDOR: Rank = FREQUENT;
/// Each layer of an HTTP client serialises with its own defaults: blanks, escapes, the order of the names.
pub(crate) const SERIALISED_AGAIN: Rank = FREQUENT;
/// Token libraries hand out decoded claims and write headers of their own.
pub(crate) const TOKEN_LIBRARY: Rank = FREQUENT;
/// The documentation names a path, a base and a full URL, with and without a slash in front.
pub(crate) const PATH_FORM: Rank = FREQUENT;
/// The documentation prints the path with a parameter in braces; routers print it with a colon.
pub(crate) const PATH_TEMPLATE: Rank = FREQUENT;
/// A server behind a proxy sees another scheme than was registered, and frameworks drop slashes and queries.
pub(crate) const URL_SEEN: Rank = FREQUENT;
/// `Date.now()` counts milliseconds, and a clock that is read twice is a second further.
pub(crate) const CLOCK: Rank = FREQUENT;
/// A file or a here-document ends in a line feed.
pub(crate) const LINE_END: Rank = FREQUENT;

// Occasional.

/// Other gateways of the region take piastres and fils.
pub(crate) const MINOR_UNITS: Rank = OCCASIONAL;
/// The dinars of the Gulf have three decimals, and code that serves them is used elsewhere.
pub(crate) const THREE_DECIMALS: Rank = OCCASIONAL;
/// An integer column or cast drops the piastres.
pub(crate) const WHOLE_AMOUNT: Rank = OCCASIONAL;
/// Code appends decimals to what it takes for a whole number.
pub(crate) const DECIMALS_APPENDED: Rank = OCCASIONAL;
/// Sums of floats miss the decimal by one step of the float.
pub(crate) const FLOAT_NOISE: Rank = OCCASIONAL;
/// An Arabic locale writes its own digits and signs.
pub(crate) const ARABIC_LOCALE: Rank = OCCASIONAL;
/// What somebody changes in an event to gain by it: the amount, by a factor or its decimals.
pub(crate) const EVENT_ALTERED: Rank = OCCASIONAL;
/// A field of the request line or a setting is forgotten less often than one that comes and goes.
pub(crate) const FIXED_FIELD_FORGOTTEN: Rank = OCCASIONAL;
/// A program reads a field under a name that is not there, and hashes the word for nothing.
pub(crate) const PRESENT_AS_WORD: Rank = OCCASIONAL;
/// Public code: a loop overwrites its text, and only the last field is left.
pub(crate) const ONE_FIELD_LEFT: Rank = OCCASIONAL;
/// References, persons and amounts are taken for each other; an official sample signs one id and sends another.
pub(crate) const FIELD_REPLACED: Rank = OCCASIONAL;
/// Fields are signed as the documentation lists them, sorted, or as they are sent.
pub(crate) const ORDER: Rank = OCCASIONAL;
/// The fields of an item in another order, or the items sorted by something else than their bytes.
pub(crate) const ITEMS_REORDERED: Rank = OCCASIONAL;
/// An element or its last copy is lost in a loop that starts or ends one too late.
pub(crate) const ITEMS_MISSED: Rank = OCCASIONAL;
/// Public code hashes the items of a charge, which does not sign them.
pub(crate) const ITEMS_SIGNED: Rank = OCCASIONAL;
/// Public code writes the formula of another operation, one that has the fields that this one lacks.
pub(crate) const OTHER_FORMULA: Rank = OCCASIONAL;
/// The whole body or every field goes into the digest, as other vendors have it.
pub(crate) const WHOLE_REQUEST: Rank = OCCASIONAL;
/// A number that is a float in the program.
pub(crate) const NUMBER_AS_FLOAT: Rank = OCCASIONAL;
/// A value or a text that was written as JSON or HTML before it was signed.
pub(crate) const ESCAPED: Rank = OCCASIONAL;
/// macOS and Windows compose Arabic and accents differently.
pub(crate) const UNICODE_FORM: Rank = OCCASIONAL;
/// Windows strings and old pages have other bytes for the same characters.
pub(crate) const CHARSET: Rank = OCCASIONAL;
/// The whole text goes through a function meant for a URL or for comparing.
pub(crate) const TEXT_CONVERTED: Rank = OCCASIONAL;
/// A merchant code that looks like Base64 is decoded.
pub(crate) const CODE_DECODED: Rank = OCCASIONAL;
/// An editor or a web page leaves something around the key or the text that nobody sees.
pub(crate) const UNSEEN_CHARACTER: Rank = OCCASIONAL;
/// Public code: quotation marks around the key in a settings file are taken for a part of it.
pub(crate) const QUOTED: Rank = OCCASIONAL;
/// The key is encoded because another vendor wants it so.
pub(crate) const KEY_ENCODED: Rank = OCCASIONAL;
/// The key is changed by a function for identifiers, or loses a character when it is copied.
pub(crate) const KEY_ALTERED: Rank = OCCASIONAL;
/// The name of the variable in place of what it holds.
pub(crate) const KEY_NAME: Rank = OCCASIONAL;
/// The key is hashed in the text although the method has it, or at both ends.
pub(crate) const KEY_TWICE: Rank = OCCASIONAL;
/// A digest of a digest: a helper hashes what is hashed already.
pub(crate) const HASHED_TWICE: Rank = OCCASIONAL;
/// The pairs with another joint between them, or with a field of the request more.
pub(crate) const PAIRS_CHANGED: Rank = OCCASIONAL;
/// The digest, the Base64 or another form of the body in its place.
pub(crate) const BODY_CONVERTED: Rank = OCCASIONAL;
/// Another method than the one that is sent.
pub(crate) const OTHER_VERB: Rank = OCCASIONAL;
/// Prefixes and slashes of base URLs that are configured with or without them.
pub(crate) const PATH_PREFIX: Rank = OCCASIONAL;
/// The parts of a URL that frameworks hand to a program, in place of the whole.
pub(crate) const URL_PART: Rank = OCCASIONAL;
/// Times as texts, which most languages print by default.
pub(crate) const TIME_AS_TEXT: Rank = OCCASIONAL;

// Rare.

/// Other numbers of decimals, and rounding to them: databases and reports have them.
pub(crate) const OTHER_DECIMALS: Rank = RARE;
/// Locales of other regions: apostrophes and blanks between the thousands.
pub(crate) const FOREIGN_LOCALE: Rank = RARE;
/// An amount as people read it, with its currency.
pub(crate) const WITH_CURRENCY: Rank = RARE;
/// Large floats in exponent form.
pub(crate) const EXPONENT: Rank = RARE;
/// Floats of single precision, or printed with all their digits.
pub(crate) const FLOAT_DIGITS: Rank = RARE;
/// One element of a list differs from the others only by accident.
pub(crate) const ONE_ELEMENT: Rank = RARE;
/// Words for nothing that fewer languages print.
pub(crate) const OTHER_WORD: Rank = RARE;
/// A field that the request does not send, or that the formula does not have.
pub(crate) const UNSIGNED_FIELD: Rank = RARE;
/// Another field than the first one twice.
pub(crate) const OTHER_FIELD_TWICE: Rank = RARE;
/// Every field of the request in place of the formula.
pub(crate) const ALL_FIELDS: Rank = RARE;
/// A formula that nobody printed; searched last, because there are very many.
pub(crate) const MADE_UP: Rank = RARE;
/// A text decoded once more than it was encoded.
pub(crate) const DECODED: Rank = RARE;
/// Names in a formula that has values alone, and values in one that has names.
pub(crate) const NAMES: Rank = RARE;
/// A spelling of another payment method.
pub(crate) const FOREIGN_SPELLING: Rank = RARE;
/// A sample's placeholder that nobody replaced: the gateway's first answer shows it.
pub(crate) const PLACEHOLDER: Rank = RARE;
/// Another country's code on a number that has none.
pub(crate) const FOREIGN_COUNTRY: Rank = RARE;
/// A time in local time.
pub(crate) const LOCAL_TIME: Rank = RARE;

// Odd.

/// White space at a field that no settings file touched.
pub(crate) const FIELD_WHITE_SPACE: Rank = ODD;
