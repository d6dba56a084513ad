//! A bounded reader of MessagePack, the format of a pipeline's binary files.
//!
//! Values borrow from the bytes. A length in a header is checked against the bytes that are there,
//! and nothing is allocated for it: lists grow by what is read. Nesting and the number of values are
//! bounded. Arrays of numbers as
//! `msgpack-numpy` writes them are maps here; [`Value::as_ndarray`] reads them.
//!
//! This module does not know what the files mean.

use crate::error::Error;

/// Lists and maps nested deeper than this are refused.
const MAX_DEPTH: usize = 32;

/// A file of more values than this is refused: each takes more memory than the byte it may take in
/// the file. The largest file of en_core_web_sm has 109,102.
const MAX_VALUES: usize = 8_000_000;

/// Room is made for this many items at most before they are read.
const MAX_ROOM: usize = 16;

/// One MessagePack value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'b> {
    Nil,
    Bool(bool),
    /// An integer; `u64` and `i64` both fit.
    Int(i128),
    Float(f64),
    Str(&'b str),
    Bytes(&'b [u8]),
    Array(Vec<Self>),
    Map(Vec<(Self, Self)>),
    /// An application's own type: its number and its bytes.
    Ext(i8, &'b [u8]),
}

/// An array of numbers, still as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NdArray<'b> {
    /// numpy's name of the element type: `<f4`, `<u8`...
    pub(crate) element: &'b str,
    pub(crate) shape: Vec<usize>,
    pub(crate) data: &'b [u8],
}

/// Reads the one value that `bytes` hold. `place` names them in errors.
///
/// # Errors
/// If the bytes are not exactly one well-formed value of bounded depth and size.
pub(crate) fn read<'b>(bytes: &'b [u8], place: &str) -> Result<Value<'b>, Error> {
    read_within(&mut Budget::default(), bytes, place)
}

/// As [`read`], for one of several values that together have the `budget` of one file.
pub(crate) fn read_within<'b>(
    budget: &mut Budget,
    bytes: &'b [u8],
    place: &str,
) -> Result<Value<'b>, Error> {
    let mut reader = Reader {
        bytes,
        at: 0,
        place,
        budget,
    };
    let value = reader.value(0)?;
    if reader.at == bytes.len() {
        Ok(value)
    } else {
        Err(reader.corrupt("bytes follow the value"))
    }
}

/// How many more values may be read.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(MAX_VALUES)
    }
}

impl<'b> Value<'b> {
    /// The value at a string key of a map. Bytes and strings are the same as keys; the last of
    /// equal keys counts, as in Python.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let is_key = |candidate: &Self| match candidate {
            Self::Str(text) => *text == key,
            Self::Bytes(bytes) => *bytes == key.as_bytes(),
            _ => false,
        };
        self.as_map()?
            .iter()
            .rev()
            .find(|(candidate, _)| is_key(candidate))
            .map(|(_, value)| value)
    }

    /// The value at an integer key of a map.
    pub(crate) fn get_u64(&self, key: u64) -> Option<&Self> {
        let entries = self.as_map()?.iter().rev();
        entries
            .into_iter()
            .find(|(candidate, _)| candidate.as_u64() == Some(key))
            .map(|(_, value)| value)
    }

    /// Whether there is nothing: Python's `None`.
    pub(crate) fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    pub(crate) fn as_u64(&self) -> Option<u64> {
        if let Self::Int(value) = self {
            u64::try_from(*value).ok()
        } else {
            None
        }
    }

    pub(crate) fn as_i64(&self) -> Option<i64> {
        if let Self::Int(value) = self {
            i64::try_from(*value).ok()
        } else {
            None
        }
    }

    pub(crate) fn as_usize(&self) -> Option<usize> {
        usize::try_from(self.as_u64()?).ok()
    }

    /// A string, or bytes that are UTF-8.
    pub(crate) fn as_str(&self) -> Option<&'b str> {
        match self {
            Self::Str(text) => Some(text),
            Self::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// Bytes, or a string's bytes.
    pub(crate) fn as_bytes(&self) -> Option<&'b [u8]> {
        match self {
            Self::Str(text) => Some(text.as_bytes()),
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(values) = self {
            Some(values)
        } else {
            None
        }
    }

    /// The entries of a map, in the order of the file.
    pub(crate) fn as_map(&self) -> Option<&[(Self, Self)]> {
        if let Self::Map(entries) = self {
            Some(entries)
        } else {
            None
        }
    }

    /// An array as `msgpack-numpy` writes it, if the data have the length that the shape says.
    pub(crate) fn as_ndarray(&self) -> Option<NdArray<'b>> {
        if self.get("nd")?.as_bool() != Some(true) {
            return None;
        }
        let element = self.get("type")?.as_str()?;
        let shape = self
            .get("shape")?
            .as_array()?
            .iter()
            .map(Self::as_usize)
            .collect::<Option<Vec<_>>>()?;
        let data = self.get("data")?.as_bytes()?;
        let width: usize = element.get(2..)?.parse().ok()?;
        let size = shape
            .iter()
            .try_fold(width, |size, &dim| size.checked_mul(dim))?;
        (size == data.len()).then_some(NdArray {
            element,
            shape,
            data,
        })
    }
}

struct Reader<'b, 'p> {
    bytes: &'b [u8],
    at: usize,
    place: &'p str,
    budget: &'p mut Budget,
}

impl<'b> Reader<'b, '_> {
    fn value(&mut self, depth: usize) -> Result<Value<'b>, Error> {
        let left = self.budget.0.checked_sub(1);
        self.budget.0 = left.ok_or_else(|| self.corrupt("there are too many values"))?;
        let first = self.byte()?;
        Ok(match first {
            0x00..=0x7f => Value::Int(first.into()),
            0x80..=0x8f => self.map(usize::from(first & 0x0f), depth)?,
            0x90..=0x9f => self.array(usize::from(first & 0x0f), depth)?,
            0xa0..=0xbf => self.string(usize::from(first & 0x1f))?,
            0xc0 => Value::Nil,
            0xc1 => return Err(self.corrupt("byte 0xc1 begins no value")),
            0xc2 => Value::Bool(false),
            0xc3 => Value::Bool(true),
            0xc4..=0xc6 => {
                let length = self.length(first - 0xc4)?;
                Value::Bytes(self.take(length)?)
            }
            0xc7..=0xc9 => {
                let length = self.length(first - 0xc7)?;
                self.extension(length)?
            }
            0xca => Value::Float(f32::from_be_bytes(self.fixed()?).into()),
            0xcb => Value::Float(f64::from_be_bytes(self.fixed()?)),
            0xcc => Value::Int(self.byte()?.into()),
            0xcd => Value::Int(u16::from_be_bytes(self.fixed()?).into()),
            0xce => Value::Int(u32::from_be_bytes(self.fixed()?).into()),
            0xcf => Value::Int(u64::from_be_bytes(self.fixed()?).into()),
            0xd0 => Value::Int(i8::from_be_bytes(self.fixed()?).into()),
            0xd1 => Value::Int(i16::from_be_bytes(self.fixed()?).into()),
            0xd2 => Value::Int(i32::from_be_bytes(self.fixed()?).into()),
            0xd3 => Value::Int(i64::from_be_bytes(self.fixed()?).into()),
            0xd4..=0xd8 => self.extension(1 << (first - 0xd4))?,
            0xd9..=0xdb => {
                let length = self.length(first - 0xd9)?;
                self.string(length)?
            }
            0xdc | 0xdd => {
                let count = self.length(first - 0xdc + 1)?;
                self.array(count, depth)?
            }
            0xde | 0xdf => {
                let count = self.length(first - 0xde + 1)?;
                self.map(count, depth)?
            }
            0xe0..=0xff => Value::Int((first as i8).into()),
        })
    }

    /// A length in one, two or four bytes, for a `size` of 0, 1 or 2.
    fn length(&mut self, size: u8) -> Result<usize, Error> {
        let length = match size {
            0 => self.byte()?.into(),
            1 => u16::from_be_bytes(self.fixed()?).into(),
            _ => u32::from_be_bytes(self.fixed()?),
        };
        usize::try_from(length).map_err(|_| self.corrupt("a length does not fit this machine"))
    }

    fn string(&mut self, length: usize) -> Result<Value<'b>, Error> {
        let bytes = self.take(length)?;
        let text = std::str::from_utf8(bytes).map_err(|_| self.corrupt("a string is not UTF-8"))?;
        Ok(Value::Str(text))
    }

    fn extension(&mut self, length: usize) -> Result<Value<'b>, Error> {
        let kind = self.byte()? as i8;
        Ok(Value::Ext(kind, self.take(length)?))
    }

    fn array(&mut self, count: usize, depth: usize) -> Result<Value<'b>, Error> {
        self.check_container(count, 1, depth)?;
        let mut values = Vec::with_capacity(count.min(MAX_ROOM));
        for _ in 0..count {
            values.push(self.value(depth + 1)?);
        }
        Ok(Value::Array(values))
    }

    fn map(&mut self, count: usize, depth: usize) -> Result<Value<'b>, Error> {
        self.check_container(count, 2, depth)?;
        let mut entries = Vec::with_capacity(count.min(MAX_ROOM));
        for _ in 0..count {
            let key = self.value(depth + 1)?;
            entries.push((key, self.value(depth + 1)?));
        }
        Ok(Value::Map(entries))
    }

    /// Every item takes at least `item_bytes`, so a count beyond the rest of the file is a lie.
    fn check_container(&self, count: usize, item_bytes: usize, depth: usize) -> Result<(), Error> {
        if depth >= MAX_DEPTH {
            return Err(self.corrupt(format_args!("values are nested more than {MAX_DEPTH} deep")));
        }
        if count > (self.bytes.len() - self.at) / item_bytes {
            return Err(self.corrupt(format_args!(
                "{count} items are announced, but the file ends before"
            )));
        }
        Ok(())
    }

    fn byte(&mut self) -> Result<u8, Error> {
        Ok(self.fixed::<1>()?[0])
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let bytes = self.take(N)?;
        Ok(bytes
            .try_into()
            .expect("take gives as many bytes as it is asked for"))
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], Error> {
        let rest = &self.bytes[self.at..];
        let Some(part) = rest.get(..length) else {
            return Err(self.corrupt(format_args!(
                "{length} bytes are announced, {} are left",
                rest.len()
            )));
        };
        self.at += length;
        Ok(part)
    }

    fn corrupt(&self, what: impl std::fmt::Display) -> Error {
        Error::corrupt(self.place, format_args!("{what} (at byte {})", self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &Value<'_>) {
        assert_eq!(&read(bytes, "test").unwrap(), expected);
    }

    #[track_caller]
    fn check_refused(bytes: &[u8], reason: &str) {
        let error = read(bytes, "test").unwrap_err();
        assert!(
            error.is_corrupt() && error.to_string().contains(reason),
            "{error}"
        );
    }

    #[test]
    fn every_kind_of_value() {
        check(b"\x07", &Value::Int(7));
        check(b"\xff", &Value::Int(-1));
        check(
            b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff",
            &Value::Int(u64::MAX.into()),
        );
        check(b"\xd3\xff\xff\xff\xff\xff\xff\xff\xfe", &Value::Int(-2));
        check(b"\xca\x3f\x80\x00\x00", &Value::Float(1.0));
        check(b"\xa2ab", &Value::Str("ab"));
        check(b"\xc4\x02ab", &Value::Bytes(b"ab"));
        check(b"\xd5\x05ab", &Value::Ext(5, b"ab"));
        check(
            b"\x92\xc0\xc3",
            &Value::Array(vec![Value::Nil, Value::Bool(true)]),
        );
        check(
            b"\xde\x00\x01\x01\xc2",
            &Value::Map(vec![(Value::Int(1), Value::Bool(false))]),
        );
    }

    #[test]
    fn keys_are_strings_bytes_or_numbers() {
        let value = read(b"\x83\xa1a\x01\xc4\x01b\x02\x09\x03", "test").unwrap();
        assert_eq!(value.get("a").and_then(Value::as_u64), Some(1));
        assert_eq!(value.get("b").and_then(Value::as_u64), Some(2));
        assert_eq!(value.get_u64(9).and_then(Value::as_u64), Some(3));
        assert_eq!(value.get("c"), None);
    }

    #[test]
    fn an_array_of_numbers() {
        let bytes = b"\x85\xc4\x02nd\xc3\xc4\x04type\xa3<f4\xc4\x04kind\xc4\x00\xc4\x05shape\x92\x01\x02\xc4\x04data\xc4\x08\0\0\0\0\0\0\x80\x3f";
        let array = read(bytes, "test").unwrap().as_ndarray().unwrap();
        assert_eq!(
            (array.element, array.shape.as_slice(), array.data.len()),
            ("<f4", &[1, 2][..], 8)
        );
    }

    #[test]
    fn lies_and_damage_are_refused() {
        check_refused(b"", "are left");
        check_refused(b"\xdd\xff\xff\xff\xff", "announced");
        check_refused(b"\xdf\xff\xff\xff\xff\x01\x01", "announced");
        check_refused(b"\xc6\xff\xff\xff\xffabc", "announced");
        check_refused(b"\xa1\xff", "UTF-8");
        check_refused(b"\x01\x01", "bytes follow");
        check_refused(b"\xc1", "begins no value");
        check_refused(&[0x91; 1000], "nested");
    }

    /// Lists within lists, each announcing all the rest of the file: no room is made for that.
    #[test]
    fn room_is_made_for_what_is_there() {
        let size = 64 << 20;
        let mut bytes = Vec::new();
        for _ in 0..MAX_DEPTH - 1 {
            bytes.push(0xdd);
            bytes.extend((size - 1000u32).to_be_bytes());
        }
        bytes.resize(size as usize, 0xc1);
        check_refused(&bytes, "begins no value");
    }

    #[test]
    fn values_are_counted() {
        let mut budget = Budget(5);
        let three = b"\x92\xc0\xc0";
        assert!(read_within(&mut budget, three, "test").is_ok());
        let error = read_within(&mut budget, three, "test").unwrap_err();
        assert!(error.to_string().contains("too many values"), "{error}");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_a_value_or_an_error(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = read(&bytes, "test");
        }
    }
}
