// Exact untyped constants: booleans, strings, integers of any size (GMP), rationals, floats (MPFR where a rational
// would grow beyond reason, 512 bits of mantissa as gc), complex pairs.
// Values are immutable and live as long as their ConstPool (one per World); pointers to them are what the checker
// leaves in Expr::constVal. Small integers never touch GMP.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "frontend/syntax/tokens.h"

namespace gosub::types {

enum class ConstKind : uint8_t { Unknown, Bool, String, Int, Float, Complex };

struct ConstValue;  // defined in const.cpp
class ConstPool;    // owns values and GMP/MPFR memory; one per World

ConstPool* newConstPool();
void deleteConstPool(ConstPool*);

// Inspection
ConstKind kindOf(const ConstValue* v);
bool boolVal(const ConstValue* v);
std::string_view stringVal(const ConstValue* v);
// Exactly representable? (Float/Complex values with an integral value included.)
bool int64Val(const ConstValue* v, int64_t* out);
bool uint64Val(const ConstValue* v, uint64_t* out);
double float64Val(const ConstValue* v);  // rounded to nearest even; +-Inf on overflow
float float32Val(const ConstValue* v);   // rounded once
int sign(const ConstValue* v);
int bitLen(const ConstValue* v);

// Construction. A null result never happens; failures give Unknown.
const ConstValue* makeUnknown(ConstPool&);
const ConstValue* makeBool(ConstPool&, bool);
const ConstValue* makeString(ConstPool&, std::string_view);  // copies
const ConstValue* makeInt64(ConstPool&, int64_t);
const ConstValue* makeUint64(ConstPool&, uint64_t);
const ConstValue* makeFloat64(ConstPool&, double);
const ConstValue* makeFromLiteral(ConstPool&, std::string_view text, syntax::LitKind kind);  // Unknown: excessively large
const ConstValue* makeImag(ConstPool&, const ConstValue* imag);
const ConstValue* realPart(ConstPool&, const ConstValue*);
const ConstValue* imagPart(ConstPool&, const ConstValue*);

// Conversions between kinds; Unknown when not representable.
const ConstValue* toInt(ConstPool&, const ConstValue*);
const ConstValue* toFloat(ConstPool&, const ConstValue*);
const ConstValue* toComplex(ConstPool&, const ConstValue*);

// Operations: operands are matched to the larger kind first. Integer division (truncated) when both are Int and
// intDiv. shift: the count is bounded by the caller. compare: == != < <= > >=.
const ConstValue* unaryOp(ConstPool&, syntax::Token op, const ConstValue* v, unsigned unsignedBits /* 0: none */);
const ConstValue* binaryOp(ConstPool&, const ConstValue* x, syntax::Token op, const ConstValue* y, bool intDiv);
const ConstValue* shift(ConstPool&, const ConstValue* x, syntax::Token op, unsigned count);
bool compare(ConstPool&, const ConstValue* x, syntax::Token op, const ConstValue* y);

// As gc's messages print it (shortened strings and floats) / exact.
std::string toString(const ConstValue* v);
std::string exactString(const ConstValue* v);

}  // namespace gosub::types
