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
            (&cause::HASHED_TWICE, 2, "the hexadecimal text of the first digest", Method::TwiceHex),
            (&cause::HASHED_TWICE, 2, "the bytes of the first digest", Method::TwiceRaw),
            (&cause::HASHED_TWICE, 3, "the hexadecimal text of a plain digest, by an HMAC", Method::HmacOfHash),
            (&cause::HASHED_TWICE, 3, "a plain digest and the key, without an HMAC", Method::HashAndKey),
        ]
    } else {
        &[
            (&cause::HMAC_INSTEAD_OF_HASH, 1, "with the key, over the fields", Method::Hmac),
            (&cause::HMAC_INSTEAD_OF_HASH, 1, "with the key, over the fields and the key", Method::HmacWithKeyInside),
            (&cause::KEY_AND_TEXT_SWAPPED, 3, "", Method::Swapped),
            (&cause::HASHED_TWICE, 2, "the hexadecimal text of the first digest", Method::TwiceHex),
            (&cause::HASHED_TWICE, 2, "the bytes of the first digest", Method::TwiceRaw),
            (&cause::HASHED_TWICE, 2, "the hexadecimal text of the fields' digest, and the key", Method::HashAndKey),
            (&cause::HASHED_TWICE, 3, "the key, and the hexadecimal text of the fields' digest", Method::KeyAndHash),
            (&cause::HASHED_TWICE, 3, "the hexadecimal text of the fields' digest, by an HMAC", Method::HmacOfHash),
        ]
    };
    for (cause, weight, how, method) in methods {
        mistakes.push(
            subject.recipe,
            Mistake { cause, weight: *weight, fields: Vec::new(), how: (*how).into(), edit: Edit::Method(*method) },
        );
    }
}
