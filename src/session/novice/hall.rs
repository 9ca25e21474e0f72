//! Where those who come stand until they are let in.

use std::sync::Arc;

use super::around::Around;
use super::offer_arrivals::OfferArrivals;
use super::registry::Registry;
use super::slot::Slot;

/// What every arrival shares.
pub(super) struct Hall {
    pub registry: Arc<Registry>,
    pub slot: Arc<Slot>,
    pub offers: Arc<OfferArrivals>,
    pub around: Around,
}
