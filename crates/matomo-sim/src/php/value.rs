//! PHP's values and its one array type, which is list and map at once.

use std::borrow::Cow;

/// A PHP value as an API method returns it, or as a form brought it in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// No value. A method that returns it has succeeded with nothing to say.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text, already plain: entities are added where PHP adds them, when it is written.
    Text(String),
    /// A list or a map.
    Array(Array),
}

impl Value {
    /// The text, when it is text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The array, when it is one.
    pub(crate) fn as_array(&self) -> Option<&Array> {
        match self {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Int(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<Array> for Value {
    fn from(value: Array) -> Self {
        Value::Array(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// A key of a PHP array. Text that looks like a whole number is a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A position or a number.
    Index(i64),
    /// Any other text.
    Name(Cow<'static, str>),
}

impl Key {
    /// The key PHP makes of `text`: `"42"` is the number 42, `"042"` and `"-0"` stay text.
    pub(crate) fn new(text: &str) -> Self {
        match text.parse::<i64>() {
            Ok(index) if index.to_string() == text => Key::Index(index),
            _ => Key::Name(Cow::Owned(text.to_owned())),
        }
    }
}

impl From<&'static str> for Key {
    fn from(name: &'static str) -> Self {
        Key::Name(Cow::Borrowed(name))
    }
}

/// PHP's array: pairs in the order they were added.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Array {
    entries: Vec<(Key, Value)>,
    next: i64,
}

impl Array {
    /// A map with the given fields, in this order. The names must differ.
    pub(crate) fn of<const N: usize>(fields: [(&'static str, Value); N]) -> Self {
        fields.into_iter().map(|(name, value)| (Key::from(name), value)).collect()
    }

    /// Adds at the next free position.
    pub(crate) fn push(&mut self, value: impl Into<Value>) {
        self.append(Key::Index(self.next), value.into());
    }

    /// Adds a pair without looking for an earlier one with the same key.
    pub(crate) fn append(&mut self, key: Key, value: Value) {
        if let Key::Index(index) = key {
            self.next = self.next.max(index.saturating_add(1));
        }
        self.entries.push((key, value));
    }

    /// Sets a pair; an earlier one with the same key keeps its place.
    pub(crate) fn set(&mut self, key: Key, value: Value) {
        match self.entries.iter_mut().find(|(present, _)| *present == key) {
            Some((_, present)) => *present = value,
            None => self.append(key, value),
        }
    }

    /// The value of a named key.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let key = Key::new(name);
        self.entries.iter().find(|(present, _)| *present == key).map(|(_, value)| value)
    }

    /// The value of a key, made an empty array first where there is none or something else.
    pub(crate) fn array_at(&mut self, key: Key) -> &mut Array {
        let place = match self.entries.iter().position(|(present, _)| *present == key) {
            Some(place) => place,
            None => {
                self.append(key, Value::Null);
                self.entries.len() - 1
            }
        };
        let value = &mut self.entries[place].1;
        if value.as_array().is_none() {
            *value = Value::Array(Array::default());
        }
        match value {
            Value::Array(array) => array,
            _ => unreachable!("made an array above"),
        }
    }

    /// The position that `push` would use.
    pub(crate) fn next_index(&self) -> i64 {
        self.next
    }

    /// Pairs in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// Values in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Number of pairs.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no pair.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether JSON shows it as a list: keys 0, 1, 2 … in order. The empty array is a list.
    pub(crate) fn is_list(&self) -> bool {
        self.entries.iter().zip(0..).all(|((key, _), position)| *key == Key::Index(position))
    }

    /// PHP's `array + array`: pairs of `other` whose key is missing here are added.
    pub(crate) fn merged_with(mut self, other: &Array) -> Array {
        for (key, value) in other.iter() {
            if !self.entries.iter().any(|(present, _)| present == key) {
                self.append(key.clone(), value.clone());
            }
        }
        self
    }

    /// PHP's `array_slice` without preserved keys: numbers are counted anew, names stay.
    pub(crate) fn sliced(self, offset: usize, limit: Option<usize>) -> Array {
        let mut slice = Array::default();
        for (key, value) in self.entries.into_iter().skip(offset).take(limit.unwrap_or(usize::MAX)) {
            match key {
                Key::Index(_) => slice.push(value),
                name => slice.append(name, value),
            }
        }
        slice
    }

    /// Whether the first key is a number: only then does Matomo cut the array to `filter_limit`.
    pub(crate) fn starts_with_number(&self) -> bool {
        matches!(self.entries.first(), Some((Key::Index(_), _)))
    }
}

impl FromIterator<(Key, Value)> for Array {
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(pairs: I) -> Self {
        let mut array = Array::default();
        for (key, value) in pairs {
            array.append(key, value);
        }
        array
    }
}

impl<V: Into<Value>> FromIterator<V> for Array {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        let mut array = Array::default();
        for value in values {
            array.push(value);
        }
        array
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_numbers_as_keys() {
        assert_eq!(Key::new("4242"), Key::Index(4242));
        assert_eq!(Key::new("042"), Key::Name("042".into()));
        assert_eq!(Key::new("-0"), Key::Name("-0".into()));
        assert_eq!(Key::new("-7"), Key::Index(-7));
        assert_eq!(Key::new(""), Key::Name("".into()));
    }

    #[test]
    fn slicing_renumbers_numbers_and_keeps_names() {
        let map: Array = [(Key::new("4242"), Value::Int(1)), (Key::new("bob"), Value::Int(2))].into_iter().collect();
        assert!(map.starts_with_number() && !map.is_list());
        let slice = map.sliced(0, Some(100));
        assert_eq!(slice.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>(), [Key::Index(0), Key::new("bob")]);
    }

    #[test]
    fn a_list_counts_from_zero_in_order() {
        assert!(Array::default().is_list());
        assert!(["a", "b"].into_iter().collect::<Array>().is_list());
        let gap: Array = [(Key::Index(1), Value::Null)].into_iter().collect();
        assert!(!gap.is_list());
    }

    #[test]
    fn setting_keeps_the_place_and_merging_keeps_the_first() {
        let mut map = Array::of([("a", Value::Int(1)), ("b", Value::Int(2))]);
        map.set(Key::from("a"), Value::Int(3));
        assert_eq!(map.values().cloned().collect::<Vec<_>>(), [Value::Int(3), Value::Int(2)]);
        let merged = map.merged_with(&Array::of([("a", Value::Int(9)), ("c", Value::Int(4))]));
        assert_eq!(merged.get("a"), Some(&Value::Int(3)));
        assert_eq!(merged.get("c"), Some(&Value::Int(4)));
    }
}
