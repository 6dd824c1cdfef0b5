//! Which encoding a text is in, and the text itself as UTF-8, piece by piece.

use crate::fault::TableFault;
use crate::records::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{ErrorKind, Read};

const PIECE: usize = 64 << 10;

/// Bytes beyond ASCII that the guess of an older encoding is made on.
const GUESSED_ON: usize = 1 << 20;

/// The encoding by the byte order mark; else UTF-16 by where its zero bytes stand; else UTF-8 where all of the text is;
/// else the older encoding that the text most looks like, which is Windows-1252 in case of doubt. Reads to the end.
pub(crate) fn detect(mut source: impl Read) -> Result<&'static Encoding, Problem> {
    let no_text = || {
        Problem::new(
            TableFault::NoText,
            "Save it as .csv in UTF-8, or give it the ending that it should have.",
        )
    };
    let mut piece = vec![0; PIECE];
    let mut length = fill(&mut source, &mut piece)?;
    if piece[..length].starts_with(b"PK\x03\x04") || piece[..length].starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Problem::new(
            TableFault::Archive,
            "Give it the ending .xlsx, .xls or .ods if it is a spreadsheet.",
        ));
    }
    let marked = Encoding::for_bom(&piece[..length]).map(|(encoding, _)| encoding);
    let promised = marked.or_else(|| utf16(&piece[..length]));
    let mut check = promised.unwrap_or(UTF_8).new_decoder_with_bom_removal();
    let (mut broken, mut guesser, mut guessed_on) =
        (false, EncodingDetector::new(Iso2022JpDetection::Deny), 0);
    loop {
        let bytes = &piece[..length];
        if promised.is_none() && bytes.contains(&0) {
            return Err(no_text());
        }
        broken |= is_broken(&mut check, bytes);
        if guessed_on < GUESSED_ON && !bytes.is_ascii() {
            guesser.feed(bytes, false);
            guessed_on += bytes.len();
        }
        if length == 0 {
            break;
        }
        length = fill(&mut source, &mut piece)?;
    }
    match (promised, broken) {
        (Some(encoding), true) => Err(Problem::new(
            TableFault::Encoding {
                encoding: encoding.name().to_owned(),
            },
            "Save it as .csv in UTF-8.",
        )),
        (Some(encoding), false) => Ok(encoding),
        (None, false) => Ok(UTF_8),
        (None, true) => {
            guesser.feed(&[], true);
            Ok(guesser.guess(None, Utf8Detection::Deny))
        }
    }
}

/// Reads until the piece is full or the source ends.
fn fill(source: &mut impl Read, piece: &mut [u8]) -> Result<usize, Problem> {
    let mut length = 0;
    while length < piece.len() {
        match source.read(&mut piece[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Problem::io(&error)),
        }
    }
    Ok(length)
}

/// Whether bytes are not of the decoder's encoding. No bytes mean the end.
fn is_broken(decoder: &mut Decoder, bytes: &[u8]) -> bool {
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * PIECE);
    decoder
        .decode_to_utf8(bytes, &mut vec![0; room], bytes.is_empty())
        .3
}

/// UTF-16 without a mark: nearly every other byte of a table in it is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity: usize| {
        bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), bytes.len() / 2);
    match (even * 20 < pairs, odd * 20 < pairs) {
        (true, false) if odd * 2 > pairs => Some(UTF_16LE),
        (false, true) if even * 2 > pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// A source as UTF-8 without a mark. Bytes that are none of its encoding come out as U+FFFD.
pub(crate) struct Utf8<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    pub fn new(source: R, encoding: &'static Encoding) -> Utf8<R> {
        Utf8 {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            text: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// What comes next, without taking it; nothing at the end.
    pub fn peek(&mut self) -> std::io::Result<&[u8]> {
        while self.at == self.text.len() && !self.ended {
            let length = self.source.read(&mut self.raw)?;
            self.ended = length == 0;
            // With this much room a piece is decoded at once.
            let room = self.decoder.max_utf8_buffer_length(length).unwrap_or(4 * PIECE);
            self.text.resize(room, 0);
            let (_, _, written, _) =
                self.decoder
                    .decode_to_utf8(&self.raw[..length], &mut self.text, self.ended);
            self.text.truncate(written);
            self.at = 0;
        }
        Ok(&self.text[self.at..])
    }

    /// Takes so many bytes of what [`Utf8::peek`] showed.
    pub fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.text.len());
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let next = self.peek()?;
        let length = next.len().min(buffer.len());
        buffer[..length].copy_from_slice(&next[..length]);
        self.skip(length);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let encoding = detect(bytes).unwrap_or_else(|problem| panic!("{problem:?}"));
        let mut text = String::new();
        Utf8::new(bytes, encoding).read_to_string(&mut text).unwrap();
        (text, encoding.name())
    }

    const TABLE: &str = "id,title,colour\n1,Robe d’été,Écru\n2,Jupe plissée,Crème\n3,Größe,Weiß\n";

    #[test]
    fn marks_are_believed_and_taken_off() {
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.into_iter()
                .chain(TABLE.encode_utf16().flat_map(bytes))
                .collect()
        };
        assert_eq!(
            text(&utf16([0xFF, 0xFE], u16::to_le_bytes)),
            (TABLE.to_owned(), "UTF-16LE")
        );
        assert_eq!(
            text(&utf16([0xFE, 0xFF], u16::to_be_bytes)),
            (TABLE.to_owned(), "UTF-16BE")
        );
        assert_eq!(
            text(format!("\u{feff}{TABLE}").as_bytes()),
            (TABLE.to_owned(), "UTF-8")
        );
    }

    #[test]
    fn encodings_without_a_mark_are_recognised() {
        let le: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&le), (TABLE.to_owned(), "UTF-16LE"));
        let be: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&be), (TABLE.to_owned(), "UTF-16BE"));
        assert_eq!(text(TABLE.as_bytes()), (TABLE.to_owned(), "UTF-8"));
        let (windows, ..) = WINDOWS_1252.encode(TABLE);
        assert_eq!(text(&windows), (TABLE.to_owned(), "windows-1252"));
    }

    #[test]
    fn a_letter_that_two_pieces_share_stays_whole() {
        let long = format!("{}é{}", "a".repeat(PIECE - 1), "b".repeat(PIECE));
        assert_eq!(text(long.as_bytes()), (long.clone(), "UTF-8"));
    }

    #[test]
    fn what_is_no_text_is_told_as_such() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\rIHDR"[..],
            b"PK\x03\x04rest",
            b"\xEF\xBB\xBFid\n\xFF\xFF\n",
        ] {
            assert!(detect(bytes).is_err(), "{bytes:?}");
        }
    }
}
