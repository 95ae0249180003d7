// Division of complex numbers with Go's results for infinities, zeros and NaN. The other operations are plain IR.
#pragma once

#include "runtime/abi/native.h"

namespace gosub::rt {

// entries.def: (re, im) / (re, im)
abi::Ret<double, double> complexDiv(double a, double b, double c, double d);

}  // namespace gosub::rt
