// IR texts that tests of several stages use.
#pragma once

namespace gosub::ir {

// The sum of the int64s at a pointer: a counted loop with a bounds check (which takes a number, too).
inline constexpr const char* kSumText = R"(func "sum" (ptr i64) -> (i64) {
b0:
  v0 = param ptr
  v1 = param i64 #1
  v2 = const i64
  jump b1
b1: b0 b2
  v3 = phi i64 v2 v9
  v4 = phi i64 v2 v11
  v5 = lt u8 v4 v1
  if v5 b2 b3 likely
b2: b1
  boundscheck v4 v1
  v7 = ptrindex ptr v0 v4 #8
  v8 = load i64 v7
  v9 = add i64 v3 v8
  v10 = const i64 #1
  v11 = add i64 v4 v10
  poll
  jump b1
b3: b1
  return v3
}
)";

inline constexpr const char* kFibText = R"(func "fib" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = const i64 #2
  v2 = lt u8 v0 v1
  if v2 b1 b2
b1: b0
  return v0
b2: b0
  v3 = const i64 #1
  v4 = sub i64 v0 v3
  v5 = call i64 v4 @"fib"
  v6 = sub i64 v0 v1
  v7 = call i64 v6 @"fib"
  v8 = add i64 v5 v7
  return v8
}
)";

}  // namespace gosub::ir
