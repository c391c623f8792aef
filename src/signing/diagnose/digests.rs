//! The right text and key, and another way from them to a digest.

use crate::signing::diagnose::Edit;
use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::mistake::{Method, Mistake};
use crate::signing::diagnose::{Mistakes, Subject};

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let keyed = subject.recipe.algorithm.is_keyed();
    let methods: &[_] = if keyed {
        &[
            (&cause::HASH_INSTEAD_OF_HMAC, 1, "without the key", Method::Hash),
            (&cause::HASH_INSTEAD_OF_HMAC, 1, "with the key in front", Method::HashKeyFirst),
            (&cause::HASH_INSTEAD_OF_HMAC, 1, "with the key at the end", Method::HashKeyLast),
            (&cause::KEY_AND_TEXT_SWAPPED, 1, "", Method::Swapped),
            (&cause::HASHED_TWICE, 2, "the hexadecimal text", Method::TwiceHex),
            (&cause::HASHED_TWICE, 2, "the bytes", Method::TwiceRaw),
        ]
    } else {
        &[
            (&cause::HMAC_INSTEAD_OF_HASH, 1, "with the key, over the fields", Method::Hmac),
            (&cause::HMAC_INSTEAD_OF_HASH, 1, "with the key, over the fields and the key", Method::HmacWithKeyInside),
            (&cause::KEY_AND_TEXT_SWAPPED, 3, "", Method::Swapped),
            (&cause::HASHED_TWICE, 2, "the hexadecimal text", Method::TwiceHex),
            (&cause::HASHED_TWICE, 2, "the bytes", Method::TwiceRaw),
        ]
    };
    for (cause, weight, how, method) in methods {
        mistakes.push(
            subject.recipe,
            Mistake { cause, weight: *weight, fields: Vec::new(), how: (*how).into(), edit: Edit::Method(*method) },
        );
    }
}
