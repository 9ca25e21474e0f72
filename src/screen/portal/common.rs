//! The one picture that is made of all streams of a session, and the one pointer that is in it.

use std::sync::Arc;

use super::layout::lay_out;
use crate::codec::PIXEL;
use crate::portal::SharedStream;
use crate::screen::Uncapturable;
use crate::screen::pixels::{self, Source};
use crate::vocabulary::{PicturePart, PicturePlace, PointerUpdate, Rect, Size};

/// It is complete once each stream has shown something; what lies between them is black.
pub(super) struct CommonPicture {
    streams: Vec<StreamPart>,
    /// Of the streams that have shown something.
    place: Option<PicturePlace>,
    pixels: Vec<u8>,
    pointer: CommonPointer,
}

struct StreamPart {
    stream: SharedStream,
    /// Of its picture, and where that lies, once there is one.
    size: Option<Size>,
    area: Option<Rect>,
}

#[derive(Default)]
struct CommonPointer {
    /// The stream in whose picture it is.
    over: Option<usize>,
    /// Where it is in there.
    at: Option<(u16, u16)>,
    /// What it looked like when that was last told.
    shape: Option<PointerUpdate>,
}

impl CommonPicture {
    pub fn new(streams: &[SharedStream]) -> Self {
        let part = |stream: &SharedStream| StreamPart {
            stream: *stream,
            size: None,
            area: None,
        };
        Self {
            streams: streams.iter().map(part).collect(),
            place: None,
            pixels: Vec::new(),
            pointer: CommonPointer::default(),
        }
    }

    pub fn is_complete(&self) -> bool {
        !self.streams.is_empty() && self.streams.iter().all(|part| part.size.is_some())
    }

    /// This stream has shown something.
    pub fn has(&self, stream: usize) -> bool {
        self.streams.get(stream).is_some_and(|part| part.size.is_some())
    }

    /// Where it lies, once there is something to see.
    pub fn place(&self) -> Option<&PicturePlace> {
        self.place.as_ref()
    }

    /// The sizes of the streams' pictures, as far as they have some.
    pub fn sizes(&self) -> Vec<Size> {
        self.streams.iter().filter_map(|part| part.size).collect()
    }

    /// All of it, without padding.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Puts the damaged areas of a stream's picture where they belong: all of it where its size is new. Returns what
    /// changed in the common picture: all of it where the parts lie elsewhere now.
    pub fn put(
        &mut self,
        stream: usize,
        size: Size,
        source: &Source<'_>,
        damage: &[Rect],
    ) -> Result<Vec<Rect>, Uncapturable> {
        let Some(part) = self.streams.get_mut(stream) else {
            return Ok(Vec::new());
        };
        let is_new = part.size.replace(size) != Some(size);
        if is_new {
            part.area = None;
            self.lay_out()?;
        }
        let area = self.streams.get(stream).and_then(|part| part.area);
        let (Some(place), Some(area)) = (&self.place, area) else {
            return Ok(Vec::new());
        };
        let whole = [Rect::of(size)];
        let damage = if is_new { &whole } else { damage };
        for changed in damage {
            let corner = (area.left, area.top);
            pixels::copy(source, changed, &mut self.pixels, place.size, corner);
        }
        if is_new {
            return Ok(vec![Rect::of(place.size)]);
        }
        let moved = damage.iter().map(|changed| Rect {
            left: changed.left.saturating_add(area.left),
            top: changed.top.saturating_add(area.top),
            ..*changed
        });
        Ok(moved.collect())
    }

    /// Lays the parts out anew. What was seen of each moves along; where nothing is to be seen yet it is black.
    fn lay_out(&mut self) -> Result<(), Uncapturable> {
        let sized = self.streams.iter().filter_map(|part| Some((part.stream, part.size?)));
        let layout = lay_out(&sized.collect::<Vec<_>>())?;
        let mut pixels = vec![0; Rect::of(layout.size).pixels() * PIXEL];
        let before = self.place.as_ref().map(|place| place.size);
        let mut areas = layout.areas.iter();
        for part in self.streams.iter_mut().filter(|part| part.size.is_some()) {
            let area = areas.next().copied();
            let from = std::mem::replace(&mut part.area, area);
            if let (Some(from), Some(area), Some(before)) = (from, area, before) {
                let source = Source::part_of(&self.pixels, before, from);
                let whole = Rect::new(0, 0, from.width, from.height);
                pixels::copy(&source, &whole, &mut pixels, layout.size, (area.left, area.top));
            }
        }
        self.pixels = pixels;
        self.place = Some(self.lies(layout.size));
        Ok(())
    }

    fn lies(&self, size: Size) -> PicturePlace {
        let origin = |stream: &SharedStream| stream.place.unwrap_or(PicturePlace::NOWHERE);
        let parts: Vec<_> = self
            .streams
            .iter()
            .filter_map(|part| {
                Some(PicturePart {
                    area: part.area?,
                    origin: origin(&part.stream),
                })
            })
            .collect();
        PicturePlace {
            origin: parts.first().map_or(PicturePlace::NOWHERE, |part| part.origin),
            size,
            parts: (parts.len() > 1).then(|| Arc::from(parts)),
        }
    }

    /// What a stream tells of the pointer, as the common picture has it: it has left one stream's picture when it is in
    /// another's, whichever tells first.
    pub fn point(
        &mut self,
        stream: usize,
        shape: Option<PointerUpdate>,
        place: Option<PointerUpdate>,
    ) -> (Option<PointerUpdate>, Option<PointerUpdate>) {
        let pointer = &mut self.pointer;
        if let Some(PointerUpdate::Hidden) = shape {
            if pointer.over.is_some_and(|over| over != stream) {
                return (None, None);
            }
            (pointer.over, pointer.at) = (None, None);
        } else if pointer.over.replace(stream) != Some(stream) {
            pointer.at = None;
        }
        if let Some(PointerUpdate::Position { x, y }) = place {
            pointer.at = Some((x, y));
        }
        if shape.is_some() {
            pointer.shape.clone_from(&shape);
        }
        let place = place.and_then(|_| self.pointer_at());
        (shape, place)
    }

    /// The pointer as it was last told.
    pub fn pointer(&self) -> (Option<PointerUpdate>, Option<PointerUpdate>) {
        (self.pointer.shape.clone(), self.pointer_at())
    }

    /// Where it is by now.
    pub fn pointer_at(&self) -> Option<PointerUpdate> {
        let (x, y) = self.pointer.at?;
        let area = self.streams.get(self.pointer.over?)?.area?;
        Some(PointerUpdate::Position {
            x: x.saturating_add(area.left),
            y: y.saturating_add(area.top),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::PointerShape;

    fn size(width: u16, height: u16) -> Size {
        Size { width, height }
    }

    fn monitor(left: i32, width: i32) -> SharedStream {
        SharedStream {
            node: 1,
            place: Some((left, 0)),
            size: Some((width, 2)),
        }
    }

    /// Puts a picture of one value.
    fn put(picture: &mut CommonPicture, stream: usize, size: Size, value: u8, damage: &[Rect]) -> Vec<Rect> {
        let bytes = vec![value; Rect::of(size).pixels() * PIXEL];
        picture.put(stream, size, &Source::kept(&bytes, size), damage).unwrap()
    }

    /// The first byte of each pixel, row by row.
    fn rows(picture: &CommonPicture) -> Vec<Vec<u8>> {
        let width = usize::from(picture.place().unwrap().size.width);
        let pixels: Vec<_> = picture.pixels().chunks(PIXEL).map(|pixel| pixel[0]).collect();
        pixels.chunks(width).map(<[u8]>::to_vec).collect()
    }

    #[test]
    fn it_is_complete_with_the_last_of_its_streams() {
        let mut picture = CommonPicture::new(&[monitor(0, 2), monitor(2, 3)]);
        assert!(!picture.is_complete() && picture.place().is_none());
        put(&mut picture, 1, size(3, 1), 7, &[]);
        assert!(!picture.is_complete() && picture.has(1) && !picture.has(0));
        assert_eq!(rows(&picture), [[7, 7, 7]]);
        let changed = put(&mut picture, 0, size(2, 2), 5, &[]);
        assert!(picture.is_complete());
        assert_eq!(changed, [Rect::new(0, 0, 5, 2)]);
        // What was seen of the other has moved, and where nothing is it is black.
        assert_eq!(rows(&picture), [[5, 5, 7, 7, 7], [5, 5, 0, 0, 0]]);
        let place = picture.place().unwrap();
        let areas: Vec<_> = place
            .parts
            .iter()
            .flat_map(|parts| parts.iter().map(|part| (part.area, part.origin)))
            .collect();
        assert_eq!(
            areas,
            [(Rect::new(0, 0, 2, 2), (0, 0)), (Rect::new(2, 0, 3, 1), (2, 0))]
        );
        assert!(!CommonPicture::new(&[]).is_complete());
    }

    #[test]
    fn what_changes_of_a_stream_changes_where_its_part_is() {
        let mut picture = CommonPicture::new(&[monitor(0, 2), monitor(2, 3)]);
        put(&mut picture, 0, size(2, 2), 5, &[]);
        put(&mut picture, 1, size(3, 2), 7, &[]);
        let changed = put(&mut picture, 1, size(3, 2), 8, &[Rect::new(1, 1, 2, 1)]);
        assert_eq!(changed, [Rect::new(3, 1, 2, 1)]);
        assert_eq!(rows(&picture), [[5, 5, 7, 7, 7], [5, 5, 7, 8, 8]]);
        // The first one is another size now.
        put(&mut picture, 0, size(1, 3), 6, &[]);
        assert_eq!(rows(&picture), [[6, 7, 7, 7], [6, 7, 8, 8], [6, 0, 0, 0]]);
        // There is no such stream.
        assert_eq!(put(&mut picture, 2, size(1, 1), 9, &[Rect::new(0, 0, 1, 1)]), []);
    }

    #[test]
    fn the_pointer_is_where_it_came_last_whichever_stream_tells_first() {
        let mut picture = CommonPicture::new(&[monitor(0, 2), monitor(2, 3)]);
        put(&mut picture, 0, size(2, 2), 5, &[]);
        put(&mut picture, 1, size(3, 2), 7, &[]);
        let at = |x, y| Some(PointerUpdate::Position { x, y });
        let arrow = || PointerShape::from_premultiplied(1, 1, (0, 0), &[0xff00_00ff]).map(PointerUpdate::Shape);
        let hidden = || Some(PointerUpdate::Hidden);
        assert_eq!(picture.point(1, hidden(), None), (hidden(), None));
        assert_eq!(picture.point(0, arrow(), at(1, 1)), (arrow(), at(1, 1)));
        assert_eq!(picture.point(0, None, at(1, 0)), (None, at(1, 0)));
        // It goes over to the other one, which tells so before the first one knows that it has left.
        assert_eq!(picture.point(1, arrow(), at(0, 1)), (arrow(), at(2, 1)));
        assert_eq!(picture.point(0, hidden(), None), (None, None));
        assert_eq!(picture.pointer(), (arrow(), at(2, 1)));
        // The part that it is in moves.
        put(&mut picture, 0, size(4, 2), 5, &[]);
        assert_eq!(picture.pointer_at(), at(4, 1));
        assert_eq!(picture.point(1, hidden(), None), (hidden(), None));
        assert_eq!(picture.pointer(), (hidden(), None));
    }
}
