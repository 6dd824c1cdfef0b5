//! How work over all products is shared among threads: in chunks of a fixed size, so that what is found does not depend on how
//! many threads there are.

/// Products of a chunk. A smaller catalogue is gone through by one thread, which is faster than to share it.
pub const CHUNK: usize = 8_192;
