//! nova-clip
