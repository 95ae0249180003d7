// In AddressSanitizer builds our own allocators poison what they hold back: free slots of the Go heap, free stack segments,
// the unused part of arenas. A use after free, by a wrong stack map or of a scratch arena that was reset, is so reported at once.
#pragma once

#include <cstddef>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define GOSUB_ASAN 1
#endif
#endif

namespace gosub {

#ifdef GOSUB_ASAN
inline constexpr bool kPoisons = true;
inline void poison(void* p, size_t n) { __asan_poison_memory_region(p, n); }
inline void unpoison(void* p, size_t n) { __asan_unpoison_memory_region(p, n); }
#else
inline constexpr bool kPoisons = false;
inline void poison(void*, size_t) {}
inline void unpoison(void*, size_t) {}
#endif

}  // namespace gosub
