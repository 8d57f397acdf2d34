#pragma once
#include <stdint.h>

/// Blocks that this process has asked of the heap since it began, by every thread.
///
/// Only Benchmarks links this library: it puts itself in the place of malloc and its kin, counts, and hands the call to glibc.
uint64_t haetae_heap_allocations(void);
