//! `base64gzip`. Compressed bytes say nothing about the text that they stand for but themselves, so that only Go's own choices
//! give Terraform's: which earlier text a match is taken from (`compress/flate`, level 6), where a block ends, and how long each
//! code is.

mod blocks;
mod code;
mod matches;

use base64::Engine as _;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

use super::encoding::STANDARD_BASE64;
use super::{Arguments, Outcome};
use crate::template::terraform::value::Value;
use blocks::Writer;
use matches::Matches;

/// Deflated, without a name or a time, from an unknown system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The steps for the tables of places, which have half a million bytes for the shortest text, too.
const TABLES: u64 = 1_000;

const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

pub(super) fn base64_gzip(arguments: &Arguments<'_>) -> Outcome {
    let text = arguments.text(0).as_bytes();
    arguments.add_work(1, TABLES)?;
    let mut writer = Writer::new(HEADER.to_vec());
    let mut matches = Matches::new(text);
    while let Some(block) = matches.block(&mut |compared| arguments.add_work(1, 1 + compared / 8))? {
        writer.block(&block);
    }
    // Terraform flushes, which ends with an empty block, and closes, which ends with another one.
    writer.stored(&[], false);
    writer.stored(&[], true);
    let mut bytes = writer.finish();
    bytes.extend(CHECKSUM.checksum(text).to_le_bytes());
    // The length is meant modulo 2^32, which no text reaches.
    bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    Ok(Value::string(&STANDARD_BASE64.encode(bytes)))
}
