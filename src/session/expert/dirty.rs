//! What of a picture changed and was not taken yet: a few areas, never one box around distant ones.

/// A part of the picture, in pixels; right and bottom are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub left: u16,
    pub top: u16,
    pub right: u16,
    pub bottom: u16,
}

impl Area {
    #[must_use]
    pub fn width(&self) -> u16 {
        self.right.saturating_sub(self.left)
    }

    #[must_use]
    pub fn height(&self) -> u16 {
        self.bottom.saturating_sub(self.top)
    }

    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width()) * u64::from(self.height())
    }

    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// What both have in common; `None` if that is nothing.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let area = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (area.left < area.right && area.top < area.bottom).then_some(area)
    }

    fn around(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The areas that changed. They may overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dirty(Vec<Area>);

/// Each area costs a front end a request; more than this are joined.
const MOST: usize = 16;

impl Dirty {
    /// Everything in a picture of this size.
    pub fn all(width: u16, height: u16) -> Self {
        let mut dirty = Self::default();
        dirty.add(Area {
            left: 0,
            top: 0,
            right: width,
            bottom: height,
        });
        dirty
    }

    /// An empty area changes nothing.
    pub fn add(&mut self, area: Area) {
        if area.pixels() == 0 {
            return;
        }
        let mut area = area;
        // An area that grew may be worth joining with what it passed before.
        while let Some(index) = self.0.iter().position(|known| joins_well(known, &area)) {
            area = self.0.swap_remove(index).around(&area);
        }
        if self.0.len() >= MOST {
            let waste = |known: &Area| known.around(&area).pixels().saturating_sub(known.pixels());
            if let Some(nearest) = self.0.iter_mut().min_by_key(|known| waste(known)) {
                *nearest = nearest.around(&area);
                return;
            }
        }
        self.0.push(area);
    }

    /// The areas, leaving nothing dirty.
    pub fn take(&mut self) -> Vec<Area> {
        std::mem::take(&mut self.0)
    }

    #[must_use]
    pub fn areas(&self) -> &[Area] {
        &self.0
    }
}

/// The box around both holds hardly more than the two.
fn joins_well(a: &Area, b: &Area) -> bool {
    let together = a.pixels() + b.pixels();
    a.around(b).pixels() <= together + together / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: u16, top: u16, right: u16, bottom: u16) -> Area {
        Area {
            left,
            top,
            right,
            bottom,
        }
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
        let added: Vec<Area> = (0..500u16)
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
