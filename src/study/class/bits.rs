//! Numbers one after another, each with so many bits, as letters of the base64 alphabet for addresses (RFC 4648, section 5).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bits that are written.
#[derive(Default)]
pub struct Writer {
    bits: Vec<bool>,
}

impl Writer {
    /// A number that is not negative; what does not fit is cut to the largest that does.
    pub fn put(&mut self, value: u128, width: u32) {
        let value = value.min((1 << width) - 1);
        self.bits.extend((0..width).rev().map(|bit| value >> bit & 1 == 1));
    }

    /// A number of either sign.
    pub fn put_signed(&mut self, value: i128, width: u32) {
        let half = 1_i128 << (width - 1);
        self.put((value.clamp(-half, half - 1) + half) as u128, width);
    }

    /// The letters, six bits each.
    pub fn letters(&self) -> String {
        let letter = |bits: &[bool]| (0..6).fold(0, |sum, at| sum << 1 | usize::from(bits.get(at) == Some(&true)));
        self.bits.chunks(6).map(|bits| char::from(ALPHABET[letter(bits)])).collect()
    }
}

/// Bits that are read.
pub struct Reader {
    bits: Vec<bool>,
    at: usize,
}

impl Reader {
    /// From letters; none if one is not of the alphabet.
    pub fn of(letters: &str) -> Option<Self> {
        let mut bits = Vec::with_capacity(6 * letters.len());
        for letter in letters.bytes() {
            let number = ALPHABET.iter().position(|&other| other == letter)?;
            bits.extend((0..6).rev().map(|bit| number >> bit & 1 == 1));
        }
        Some(Self { bits, at: 0 })
    }

    /// A number that is not negative; bits that are not there are 0.
    pub fn take(&mut self, width: u32) -> u128 {
        let bit = |at: usize| u128::from(self.bits.get(at) == Some(&true));
        let value = (self.at..self.at + width as usize).fold(0, |sum, at| sum << 1 | bit(at));
        self.at += width as usize;
        value
    }

    /// A number of either sign.
    pub fn take_signed(&mut self, width: u32) -> i128 {
        self.take(width) as i128 - (1_i128 << (width - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut writer = Writer::default();
        writer.put(5, 3);
        writer.put_signed(-7, 4);
        writer.put((1 << 85) - 3, 85);
        writer.put_signed(i128::MAX, 15);
        let mut reader = Reader::of(&writer.letters()).expect("letters");
        assert_eq!((reader.take(3), reader.take_signed(4)), (5, -7));
        assert_eq!((reader.take(85), reader.take_signed(15)), ((1 << 85) - 3, (1 << 14) - 1));
        assert_eq!(reader.take(12), 0, "nothing is left");
        assert!(Reader::of("abc*").is_none());
    }
}
