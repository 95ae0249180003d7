// The steps from IR to code. See encode.h.
#include "interp/encode.h"

#include "interp/allocate.h"
#include "interp/assemble.h"
#include "interp/lower.h"
#include "interp/stackmaps.h"

namespace gosub::interp {

namespace {

std::span<const uint64_t> pointerMask(const ir::Function& f, Arena& to) {
  std::span<uint64_t> mask = to.makeArray<uint64_t>((f.params.size() + 63) / 64);
  for (size_t i = 0; i < f.params.size(); i++)
    if (f.params[i] == ir::Ty::Ptr) mask[i / 64] |= uint64_t{1} << (i % 64);
  return mask;
}

}  // namespace

Code encode(ir::Function& f, Linker& linker, ir::Layouts& layouts, const EncodeOptions& options, Arena& to) {
  Mir mir = Lowering(f, linker, layouts).run();
  Allocation words = allocate(mir);
  Assembly assembly = assemble(mir, words);
  Code code;
  code.maps = makeStackMaps(mir, words, assembly.safepoints, linker, options.describeLive, to);
  code.words = to.copy(std::span<const uint64_t>(assembly.words));
  code.lines = to.copy(std::span<const abi::LineEntry>(assembly.lines));
  code.argPtrMask = pointerMask(f, to);
  code.recoverOffset = assembly.recoverOffset;
  code.frameWords = words.frameWords;
  code.outWords = mir.maxOut;
  f.scratch.release();
  return code;
}

}  // namespace gosub::interp
