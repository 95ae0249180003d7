// gc's size classes. They are observable: cap() of grown slices and strings' byte slices, and MemStats.BySize.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gosub::rt {

inline constexpr size_t kPageSize = 8192;
inline constexpr size_t kMaxSmallSize = 32768;
inline constexpr int kSizeClasses = 68;

// Bytes of an object by class; class 0 stands for large objects.
inline constexpr uint16_t kClassSize[kSizeClasses] = {
    0,    8,    16,   24,   32,   48,   64,   80,   96,    112,   128,   144,   160,   176,   192,   208,   224,
    240,  256,  288,  320,  352,  384,  416,  448,  480,   512,   576,   640,   704,   768,   896,   1024,  1152,
    1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200,  3456,  4096,  4864,  5376,  6144,  6528,  6784,  6912,
    8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768};

// Pages of a span by class, chosen so that little is left over at its end.
inline constexpr uint8_t kClassPages[kSizeClasses] = {
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 2, 1, 2, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 4, 5, 6, 1, 7, 6, 5, 4, 3, 5, 7, 2, 9, 7, 5, 8, 3, 10, 7, 4};

struct ClassOfSize {
  uint8_t small[1024 / 8 + 1];                        // by (size + 7) / 8
  uint8_t large[(kMaxSmallSize - 1024) / 128 + 1];    // by (size - 1024 + 127) / 128
};
constexpr ClassOfSize makeClassOfSize() {
  ClassOfSize t{};
  int c = 1;
  t.small[0] = 0;
  for (size_t size = 8; size <= 1024; size += 8) {
    while (kClassSize[c] < size) c++;
    t.small[size / 8] = uint8_t(c);
  }
  for (size_t size = 1024; size <= kMaxSmallSize; size += 128) {
    while (kClassSize[c] < size) c++;
    t.large[(size - 1024) / 128] = uint8_t(c);
  }
  return t;
}
inline constexpr ClassOfSize kClassOf = makeClassOfSize();

// 1 <= bytes <= kMaxSmallSize
inline int sizeClassOf(size_t bytes) {
  return bytes <= 1024 ? kClassOf.small[(bytes + 7) / 8] : kClassOf.large[(bytes - 1024 + 127) / 128];
}

}  // namespace gosub::rt
