//! What of a picture changed and was not taken yet: a few areas, never one box around distant ones.

use crate::vocabulary::Rect;

/// The areas that changed. They may overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dirty(Vec<Rect>);

/// Each area costs a front end a request; more than this are joined.
const MOST: usize = 16;

impl Dirty {
    /// Everything in a picture of this size.
    pub fn all(width: u16, height: u16) -> Self {
        let mut dirty = Self::default();
        dirty.add(Rect::new(0, 0, width, height));
        dirty
    }

    /// An empty area changes nothing.
    pub fn add(&mut self, area: Rect) {
        if area.pixels() == 0 {
            return;
        }
        let mut area = area;
        // An area that grew may be worth joining with what it passed before.
        while let Some(index) = self.0.iter().position(|known| joins_well(known, &area)) {
            area = self.0.swap_remove(index).around(&area);
        }
        if self.0.len() >= MOST {
            let waste = |known: &Rect| known.around(&area).pixels().saturating_sub(known.pixels());
            if let Some(nearest) = self.0.iter_mut().min_by_key(|known| waste(known)) {
                *nearest = nearest.around(&area);
                return;
            }
        }
        self.0.push(area);
    }

    /// The areas, leaving nothing dirty.
    pub fn take(&mut self) -> Vec<Rect> {
        std::mem::take(&mut self.0)
    }

    #[must_use]
    pub fn areas(&self) -> &[Rect] {
        &self.0
    }
}

/// The box around both holds hardly more than the two.
fn joins_well(a: &Rect, b: &Rect) -> bool {
    let together = a.pixels() + b.pixels();
    a.around(b).pixels() <= together + together / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: u16, top: u16, right: u16, bottom: u16) -> Rect {
        Rect::new(left, top, right - left, bottom - top)
    }

    #[test]
    fn distant_areas_stay_apart_and_neighbours_join() {
        let mut dirty = Dirty::default();
        dirty.add(area(40, 40, 400, 60));
        dirty.add(area(1000, 900, 1009, 920));
        assert_eq!(dirty.areas(), [area(40, 40, 400, 60), area(1000, 900, 1009, 920)]);
        let mut tiles = Dirty::default();
        for column in 0..30 {
            tiles.add(area(column * 64, 0, column * 64 + 64, 64));
        }
        assert_eq!(tiles.take(), [area(0, 0, 1920, 64)]);
        assert_eq!(tiles, Dirty::default());
    }

    #[test]
    fn nothing_dirty_is_lost_however_many_come() {
        let mut dirty = Dirty::default();
        let added: Vec<Rect> = (0..500u16)
            .map(|n| area(n * 37 % 1900, n * 91 % 1000, n * 37 % 1900 + 9, n * 91 % 1000 + 20))
            .collect();
        for area in &added {
            dirty.add(*area);
        }
        assert!(dirty.areas().len() <= MOST);
        for area in &added {
            assert!(dirty.areas().iter().any(|known| known.contains(area)), "{area:?}");
        }
    }

    #[test]
    fn an_empty_area_is_nothing() {
        let mut dirty = Dirty::all(0, 0);
        dirty.add(area(5, 5, 5, 9));
        assert_eq!(dirty.take(), []);
    }
}
