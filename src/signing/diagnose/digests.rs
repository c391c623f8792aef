//! The right text and key, and another way from them to a digest.

use crate::signing::diagnose::Edit;
use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::mistake::{Method, Mistake};
use crate::signing::diagnose::{Mistakes, Subject, ranking};

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let keyed = subject.recipe.algorithm.is_keyed();
    let methods: &[_] = if keyed {
        &[
            (&cause::HASH_INSTEAD_OF_HMAC, ranking::OTHER_METHOD, "without the key", Method::Hash),
            (&cause::HASH_INSTEAD_OF_HMAC, ranking::OTHER_METHOD, "with the key in front", Method::HashKeyFirst),
            (&cause::HASH_INSTEAD_OF_HMAC, ranking::OTHER_METHOD, "with the key at the end", Method::HashKeyLast),
            (&cause::KEY_AND_TEXT_SWAPPED, ranking::OTHER_METHOD, "", Method::Swapped),
            (&cause::HASHED_TWICE, ranking::HASHED_TWICE, "the hexadecimal text of the first digest", Method::TwiceHex),
            (&cause::HASHED_TWICE, ranking::HASHED_TWICE, "the bytes of the first digest", Method::TwiceRaw),
            (
                &cause::HASHED_TWICE,
                ranking::HASHED_TWICE.rarer(1),
                "the hexadecimal text of a plain digest, by an HMAC",
                Method::HmacOfHash,
            ),
            (
                &cause::HASHED_TWICE,
                ranking::HASHED_TWICE.rarer(1),
                "a plain digest and the key, without an HMAC",
                Method::HashAndKey,
            ),
        ]
    } else {
        &[
            (&cause::HMAC_INSTEAD_OF_HASH, ranking::OTHER_METHOD, "with the key, over the fields", Method::Hmac),
            (
                &cause::HMAC_INSTEAD_OF_HASH,
                ranking::OTHER_METHOD,
                "with the key, over the fields and the key",
                Method::HmacWithKeyInside,
            ),
            (&cause::KEY_AND_TEXT_SWAPPED, ranking::OTHER_METHOD.rarer(2), "", Method::Swapped),
            (&cause::HASHED_TWICE, ranking::HASHED_TWICE, "the hexadecimal text of the first digest", Method::TwiceHex),
            (&cause::HASHED_TWICE, ranking::HASHED_TWICE, "the bytes of the first digest", Method::TwiceRaw),
            (
                &cause::HASHED_TWICE,
                ranking::HASHED_TWICE,
                "the hexadecimal text of the fields' digest, and the key",
                Method::HashAndKey,
            ),
            (
                &cause::HASHED_TWICE,
                ranking::HASHED_TWICE.rarer(1),
                "the key, and the hexadecimal text of the fields' digest",
                Method::KeyAndHash,
            ),
            (
                &cause::HASHED_TWICE,
                ranking::HASHED_TWICE.rarer(1),
                "the hexadecimal text of the fields' digest, by an HMAC",
                Method::HmacOfHash,
            ),
        ]
    };
    for (cause, rank, how, method) in methods {
        mistakes.push(
            subject.recipe,
            Mistake { cause, rank: *rank, fields: Vec::new(), how: (*how).into(), edit: Edit::Method(*method) },
        );
    }
}
