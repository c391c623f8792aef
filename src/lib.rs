//! Placeholder while the frame is laid.
#![forbid(unsafe_code)]
