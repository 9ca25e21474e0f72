//! The two consents: the only maker of [`ViewGrant`] and [`ControlGrant`].
