//! Names that travel as numbers.

/// Names with a place each. Both sides of a crossing have the same list, so that a name is neither copied nor decoded.
pub struct Names {
    list: Vec<&'static str>,
    /// One more than the place of the name that belongs here; 0 where there is none. At least half are free.
    slots: Vec<u16>,
}

impl Names {
    /// The names by their places.
    #[must_use]
    pub fn list(&self) -> &[&'static str] {
        &self.list
    }

    /// The place of a name.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.find(name).ok()
    }

    /// The place of a name, or the slot where it belongs.
    fn find(&self, name: &str) -> Result<usize, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash(name) & mask;
        loop {
            match self.slots.get(slot) {
                None | Some(0) => return Err(slot),
                Some(place) => {
                    let place = usize::from(*place) - 1;
                    if self.list.get(place) == Some(&name) {
                        return Ok(place);
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }
}

impl FromIterator<&'static str> for Names {
    /// Each name once, in the order in which they come.
    fn from_iter<I: IntoIterator<Item = &'static str>>(names: I) -> Self {
        let all: Vec<_> = names.into_iter().collect();
        let mut names = Self { list: Vec::new(), slots: vec![0; (2 * all.len()).next_power_of_two()] };
        for name in all {
            let Err(slot) = names.find(name) else { continue };
            names.list.push(name);
            if let (Some(slot), Ok(place)) = (names.slots.get_mut(slot), u16::try_from(names.list.len())) {
                *slot = place;
            }
        }
        names
    }
}

/// Tells names apart well enough by their length and three of their bytes.
fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let length = bytes.len();
    let byte = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(*byte));
    [length / 2, length.wrapping_sub(1), length.wrapping_sub(3)]
        .into_iter()
        .fold(length, |hash, at| 31 * hash + byte(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_place() {
        let names: Names = ["one", "two", "one", "", "oxe", "three", "two"].into_iter().collect();
        assert_eq!(names.list(), ["one", "two", "", "oxe", "three"]);
        for (place, name) in names.list().iter().enumerate() {
            assert_eq!(names.place(name), Some(place));
        }
        assert_eq!((names.place("four"), Names::from_iter([]).place("one")), (None, None));
    }
}
