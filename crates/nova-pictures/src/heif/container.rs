//! The items of a HEIF file (ISO/IEC 23008-12) as far as a still AVIF needs them: which is the primary one, where its
//! bytes lie, which tiles it is made of, what opacity lies beside it, how it is turned, and what its colours mean.

use super::boxes::Bytes;
use crate::profile::Colours;
use std::borrow::Cow;

/// Items and references that are read; more is no picture.
const MAX_ENTRIES: usize = 4096;

/// The kind of an auxiliary picture that holds opacity.
const ALPHA: [&[u8]; 2] = [
    b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
    b"urn:mpeg:hevc:2015:auxid:1",
];

/// A file whose boxes were read; bytes of items are taken from it when they are asked for.
pub(super) struct Container<'a> {
    file: &'a [u8],
    data: &'a [u8],
    /// The item that is shown.
    pub primary: u32,
    items: Vec<(u32, [u8; 4])>,
    places: Vec<Place>,
    /// Kind, from, to.
    references: Vec<([u8; 4], u32, Vec<u32>)>,
    properties: Vec<([u8; 4], Bytes<'a>)>,
    /// Item and the place of its property, from 1.
    associations: Vec<(u32, usize)>,
}

/// Where the bytes of an item lie.
struct Place {
    item: u32,
    /// 0: in the file; 1: in the box beside.
    method: u8,
    extents: Vec<(u64, u64)>,
}

/// A turn or a mirroring, in the order in which they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Quarters of a turn anticlockwise.
    Anticlockwise(u8),
    /// Left and right change places.
    LeftRight,
    /// Top and bottom change places.
    UpsideDown,
}

/// Tiles that lie side by side, row after row.
pub(super) struct Grid {
    pub rows: u32,
    pub columns: u32,
    pub width: u32,
    pub height: u32,
    pub tiles: Vec<u32>,
}

/// The matrix by which samples become colours, as H.273 numbers it, and whether they use the full range.
#[derive(Clone, Copy)]
pub(super) struct Coding {
    pub primaries: u16,
    pub matrix: u16,
    pub full_range: bool,
}

impl<'a> Container<'a> {
    /// Reads the boxes that describe the items. `None` where they are broken.
    pub fn read(file: &'a [u8]) -> Option<Container<'a>> {
        let mut meta = Bytes(file).find(b"meta")?;
        meta.full()?;
        let mut container = Container {
            file,
            data: meta.find(b"idat").map_or(&[], |data| data.0),
            primary: primary(meta.find(b"pitm")?)?,
            items: items(meta.find(b"iinf")?)?,
            places: places(meta.find(b"iloc")?)?,
            references: meta.find(b"iref").map(references).unwrap_or_default(),
            properties: Vec::new(),
            associations: Vec::new(),
        };
        if let Some(properties) = meta.find(b"iprp") {
            container.properties = properties.find(b"ipco")?.boxes().take(MAX_ENTRIES).collect();
            let all = properties.boxes().filter(|(kind, _)| kind == b"ipma");
            container.associations = all.filter_map(|(_, body)| associations(body)).flatten().collect();
        }
        Some(container)
    }

    /// The kind of an item, `av01` or `grid`.
    pub fn kind(&self, item: u32) -> Option<[u8; 4]> {
        self.items
            .iter()
            .find(|(id, _)| *id == item)
            .map(|(_, kind)| *kind)
    }

    /// The bytes of an item. `None` where they reach over the end of the file.
    pub fn bytes(&self, item: u32) -> Option<Cow<'a, [u8]>> {
        let place = self.places.iter().find(|place| place.item == item)?;
        let from = match place.method {
            0 => self.file,
            1 => self.data,
            _ => return None,
        };
        let part = |(offset, length): (u64, u64)| {
            let start = usize::try_from(offset).ok()?;
            let rest = from.get(start..)?;
            match usize::try_from(length).ok()? {
                0 => Some(rest),
                length => rest.get(..length),
            }
        };
        match place.extents.as_slice() {
            [only] => part(*only).map(Cow::Borrowed),
            several => {
                let mut all = Vec::new();
                for extent in several {
                    let more = part(*extent)?;
                    if all.len() + more.len() > self.file.len() {
                        return None;
                    }
                    all.extend_from_slice(more);
                }
                Some(Cow::Owned(all))
            }
        }
    }

    /// The tiles of a grid.
    pub fn grid(&self, item: u32) -> Option<Grid> {
        let bytes = self.bytes(item)?;
        let mut body = Bytes(&bytes);
        let (_, flags) = (body.u8()?, body.u8()?);
        let (rows, columns) = (u32::from(body.u8()?) + 1, u32::from(body.u8()?) + 1);
        let size = if flags & 1 == 0 { 2 } else { 4 };
        let (width, height) = (body.number(size)? as u32, body.number(size)? as u32);
        let tiles = self.references.iter();
        let (_, _, tiles) = tiles
            .into_iter()
            .find(|(kind, from, _)| kind == b"dimg" && *from == item)?;
        (tiles.len() == (rows * columns) as usize).then(|| Grid {
            rows,
            columns,
            width,
            height,
            tiles: tiles.clone(),
        })
    }

    /// The item that holds the opacity of an item.
    pub fn alpha(&self, item: u32) -> Option<u32> {
        let beside = self.references.iter();
        let mut beside = beside.filter(|(kind, _, to)| kind == b"auxl" && to.contains(&item));
        let (_, alpha, _) = beside.find(|(_, from, _)| {
            self.properties_of(*from).any(|(kind, body)| {
                let urn = body.0.get(4..).unwrap_or_default();
                kind == b"auxC" && ALPHA.iter().any(|known| urn.starts_with(known))
            })
        })?;
        Some(*alpha)
    }

    /// Whether an item's colours are multiplied by its opacity already.
    pub fn is_premultiplied(&self, item: u32) -> bool {
        self.references
            .iter()
            .any(|(kind, from, _)| kind == b"prem" && *from == item)
    }

    /// Width and height of an item, before it is turned.
    pub fn size(&self, item: u32) -> Option<(u32, u32)> {
        let (_, mut body) = self.properties_of(item).find(|(kind, _)| *kind == b"ispe")?;
        body.full()?;
        Some((body.u32()?, body.u32()?))
    }

    /// How an item is turned to be upright.
    pub fn turns(&self, item: u32) -> Vec<Turn> {
        let turn = |(kind, mut body): (&[u8; 4], Bytes<'a>)| match (kind, body.u8()?) {
            (b"irot", quarters) => Some(Turn::Anticlockwise(quarters & 3)),
            (b"imir", axis) if axis & 1 == 0 => Some(Turn::UpsideDown),
            (b"imir", _) => Some(Turn::LeftRight),
            _ => None,
        };
        self.properties_of(item).filter_map(turn).collect()
    }

    /// The colour profile of an item.
    pub fn profile(&self, item: u32) -> Option<Colours> {
        self.properties_of(item).find_map(|(kind, mut body)| {
            let icc = kind == b"colr" && matches!(body.take(4)?, b"prof" | b"rICC");
            icc.then(|| Colours::Icc(body.0.to_vec()))
        })
    }

    /// How an item's samples are coded, where the container says so.
    pub fn coding(&self, item: u32) -> Option<Coding> {
        self.properties_of(item).find_map(|(kind, mut body)| {
            if kind != b"colr" || body.take(4)? != b"nclx" {
                return None;
            }
            let primaries = body.u16()?;
            body.u16()?;
            Some(Coding {
                primaries,
                matrix: body.u16()?,
                full_range: body.u8()? & 0x80 != 0,
            })
        })
    }

    fn properties_of(&self, item: u32) -> impl Iterator<Item = (&[u8; 4], Bytes<'a>)> {
        let own = self.associations.iter().filter(move |(id, _)| *id == item);
        own.filter_map(|(_, place)| self.properties.get(place.checked_sub(1)?))
            .map(|(kind, body)| (kind, *body))
    }
}

fn primary(mut body: Bytes<'_>) -> Option<u32> {
    let (version, _) = body.full()?;
    Some(body.number(if version == 0 { 2 } else { 4 })? as u32)
}

fn items(mut body: Bytes<'_>) -> Option<Vec<(u32, [u8; 4])>> {
    let (version, _) = body.full()?;
    body.number(if version == 0 { 2 } else { 4 })?;
    let entries = body.boxes().filter(|(kind, _)| kind == b"infe").take(MAX_ENTRIES);
    let entry = |(_, mut body): ([u8; 4], Bytes<'_>)| {
        let (version, _) = body.full()?;
        let id = body.number(if version < 3 { 2 } else { 4 })? as u32;
        body.u16()?;
        Some((id, body.take(4)?.try_into().ok()?))
    };
    Some(entries.filter_map(entry).collect())
}

fn places(mut body: Bytes<'_>) -> Option<Vec<Place>> {
    let (version, _) = body.full()?;
    let sizes = body.u16()?;
    let size = |shift: u16| usize::from((sizes >> shift) & 15);
    let (offset_size, length_size, base_size) = (size(12), size(8), size(4));
    let index_size = if version > 0 { size(0) } else { 0 };
    if [offset_size, length_size, base_size, index_size]
        .iter()
        .any(|size| *size > 8)
    {
        return None;
    }
    let wide = if version < 2 { 2 } else { 4 };
    let count = body.number(wide)?;
    let mut places = Vec::new();
    for _ in 0..count.min(MAX_ENTRIES as u64) {
        let item = body.number(wide)? as u32;
        let method = if version > 0 { (body.u16()? & 15) as u8 } else { 0 };
        body.u16()?;
        let base = body.number(base_size)?;
        let mut extents = Vec::new();
        for _ in 0..body.u16()? {
            body.number(index_size)?;
            let offset = base.checked_add(body.number(offset_size)?)?;
            extents.push((offset, body.number(length_size)?));
        }
        places.push(Place {
            item,
            method,
            extents,
        });
    }
    Some(places)
}

fn references(mut body: Bytes<'_>) -> Vec<([u8; 4], u32, Vec<u32>)> {
    let Some((version, _)) = body.full() else {
        return Vec::new();
    };
    let wide = if version == 0 { 2 } else { 4 };
    let one = |(kind, mut body): ([u8; 4], Bytes<'_>)| {
        let from = body.number(wide)? as u32;
        let count = body.u16()?;
        let to: Option<Vec<u32>> = (0..count)
            .map(|_| body.number(wide).map(|id| id as u32))
            .collect();
        Some((kind, from, to?))
    };
    body.boxes().take(MAX_ENTRIES).filter_map(one).collect()
}

fn associations(mut body: Bytes<'_>) -> Option<Vec<(u32, usize)>> {
    let (version, flags) = body.full()?;
    let count = body.u32()?;
    let mut all = Vec::new();
    for _ in 0..count.min(MAX_ENTRIES as u32) {
        let item = body.number(if version == 0 { 2 } else { 4 })? as u32;
        for _ in 0..body.u8()? {
            // The highest bit says that the property is essential.
            let place = match flags & 1 {
                0 => usize::from(body.u8()? & 0x7F),
                _ => usize::from(body.u16()? & 0x7FFF),
            };
            all.push((item, place));
        }
    }
    Some(all)
}
