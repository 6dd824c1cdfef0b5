//! How much of a source is taken in before it is refused. A catalogue of a real shop stays far below; what does not is
//! a broken file, or one that was made to exhaust the machine.

/// Columns of a table.
pub(crate) const MAX_COLUMNS: usize = 2_000;

/// Bytes of one row. A quotation mark that is never closed would otherwise swallow the rest of the file.
pub(crate) const MAX_ROW_BYTES: u64 = 16 << 20;

/// Bytes of a .json file, which is held in memory as a whole. Lines of JSON, like tables of text, have no limit.
pub(crate) const MAX_JSON_BYTES: u64 = 256 << 20;

/// Bytes of an .xls or .ods file, which are held in memory as a whole.
pub(crate) const MAX_OLD_SHEET_BYTES: u64 = 64 << 20;

/// Bytes that the parts of an .xlsx file may unpack to.
pub(crate) const MAX_UNPACKED_BYTES: u64 = 4 << 30;

/// Bytes that the table of shared texts in an .xlsx file may unpack to, which is held in memory as a whole.
pub(crate) const MAX_SHARED_BYTES: u64 = 512 << 20;

/// Products of a catalogue, and bytes of all that is known of them: they are in memory together.
pub(crate) const MAX_PRODUCTS: usize = 1_000_000;

/// See [`MAX_PRODUCTS`].
pub(crate) const MAX_KNOWN_BYTES: usize = 1 << 30;

/// Bytes of an XML document, which is held in memory as a whole, and how deep and how many its elements may be.
pub(crate) const MAX_XML_BYTES: u64 = 256 << 20;

/// See [`MAX_XML_BYTES`].
pub(crate) const MAX_XML_DEPTH: usize = 64;

/// See [`MAX_XML_BYTES`].
pub(crate) const MAX_XML_ELEMENTS: usize = 8_000_000;

/// Rows and files that the quarantine lists one by one; more are counted.
pub(crate) const MAX_QUARANTINED: usize = 20_000;

/// Values of a column that a preview shows.
pub(crate) const SAMPLES: usize = 3;

/// Characters of a value that a preview shows.
pub(crate) const SAMPLE_LENGTH: usize = 120;
