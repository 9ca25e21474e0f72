//! What is asked of PipeWire: plain pictures in memory, and beside them the damage and the pointer.

use std::io::Cursor;

use pipewire::spa::param::ParamType;
use pipewire::spa::param::format::{FormatProperties, MediaSubtype, MediaType};
use pipewire::spa::param::video::VideoFormat;
use pipewire::spa::pod::serialize::PodSerializer;
use pipewire::spa::pod::{ChoiceValue, Object, Property, Value, object, property};
use pipewire::spa::sys;
use pipewire::spa::utils::{Choice, ChoiceEnum, ChoiceFlags, Fraction, Id, Rectangle, SpaTypes};

use super::pointer::MOST_SIDE;
use super::turn::{META_TURN, MetaTurn};

/// The desktop joins what does not fit.
const MOST_REGIONS: usize = 16;

/// What a size and a rate are where the desktop has no opinion; each is at most what the wire has room for.
const USUAL_SIZE: Rectangle = Rectangle {
    width: 1920,
    height: 1080,
};
const USUAL_RATE: Fraction = Fraction { num: 60, denom: 1 };

/// The formats that are read, in the order of how gladly. They name no modifier: the pictures come in plain memory.
pub(super) fn formats() -> Vec<Vec<u8>> {
    let least = Rectangle { width: 1, height: 1 };
    let most = Rectangle {
        width: u16::MAX.into(),
        height: u16::MAX.into(),
    };
    let (slowest, fastest) = (Fraction { num: 0, denom: 1 }, Fraction { num: 1000, denom: 1 });
    let formats = object!(
        SpaTypes::ObjectParamFormat,
        ParamType::EnumFormat,
        property!(FormatProperties::MediaType, Id, MediaType::Video),
        property!(FormatProperties::MediaSubtype, Id, MediaSubtype::Raw),
        property!(
            FormatProperties::VideoFormat,
            Choice,
            Enum,
            Id,
            VideoFormat::BGRx,
            VideoFormat::BGRx,
            VideoFormat::BGRA,
            VideoFormat::RGBx,
            VideoFormat::RGBA
        ),
        property!(
            FormatProperties::VideoSize,
            Choice,
            Range,
            Rectangle,
            USUAL_SIZE,
            least,
            most
        ),
        property!(
            FormatProperties::VideoFramerate,
            Choice,
            Range,
            Fraction,
            USUAL_RATE,
            slowest,
            fastest
        ),
    );
    written(formats).into_iter().collect()
}

/// How the buffers shall be, once the format is known.
pub(super) fn buffers() -> Vec<Vec<u8>> {
    let memory = 1 << sys::SPA_DATA_MemPtr | 1 << sys::SPA_DATA_MemFd;
    let buffers = Object {
        type_: SpaTypes::ObjectParamBuffers.as_raw(),
        id: ParamType::Buffers.as_raw(),
        properties: vec![Property::new(
            sys::SPA_PARAM_BUFFERS_dataType,
            choice(ChoiceEnum::Flags {
                default: memory,
                flags: Vec::new(),
            }),
        )],
    };
    let region = size_of::<sys::spa_meta_region>();
    let pixels = usize::from(MOST_SIDE) * usize::from(MOST_SIDE) * 4;
    let cursor = |pixels: usize| size_of::<sys::spa_meta_cursor>() + size_of::<sys::spa_meta_bitmap>() + pixels;
    let metas = [
        meta(sys::SPA_META_Header, fixed(size_of::<sys::spa_meta_header>())),
        meta(sys::SPA_META_VideoCrop, fixed(region)),
        meta(META_TURN, fixed(size_of::<MetaTurn>())),
        meta(
            sys::SPA_META_VideoDamage,
            range(region * MOST_REGIONS, region, region * MOST_REGIONS),
        ),
        meta(sys::SPA_META_Cursor, range(cursor(pixels), cursor(4), cursor(pixels))),
    ];
    std::iter::once(buffers).chain(metas).filter_map(written).collect()
}

fn meta(kind: u32, size: Value) -> Object {
    Object {
        type_: SpaTypes::ObjectParamMeta.as_raw(),
        id: ParamType::Meta.as_raw(),
        properties: vec![
            Property::new(sys::SPA_PARAM_META_type, Value::Id(Id(kind))),
            Property::new(sys::SPA_PARAM_META_size, size),
        ],
    }
}

fn int(size: usize) -> i32 {
    i32::try_from(size).unwrap_or(i32::MAX)
}

fn fixed(size: usize) -> Value {
    Value::Int(int(size))
}

fn range(default: usize, min: usize, max: usize) -> Value {
    let (default, min, max) = (int(default), int(min), int(max));
    choice(ChoiceEnum::Range { default, min, max })
}

fn choice(of: ChoiceEnum<i32>) -> Value {
    Value::Choice(ChoiceValue::Int(Choice(ChoiceFlags::empty(), of)))
}

fn written(object: Object) -> Option<Vec<u8>> {
    let written = PodSerializer::serialize(Cursor::new(Vec::new()), &Value::Object(object));
    Some(written.ok()?.0.into_inner())
}
