// The steps from IR to code. See encode.h.
#include "interp/encode.h"

#include "interp/allocate.h"
#include "interp/assemble.h"
#include "interp/lower.h"
#include "interp/stackmaps.h"

namespace gosub::interp {

Code encode(ir::Function& f, Linker& linker, ir::Layouts& layouts, const EncodeOptions& options) {
  Mir mir = Lowering(f, linker, layouts).run();
  Allocation words = allocate(mir);
  Assembly assembly = assemble(mir, words);
  Code code;
  code.maps = makeStackMaps(mir, words, assembly.safepoints, linker, options.describeLive);
  code.words = std::move(assembly.words);
  code.lines = std::move(assembly.lines);
  code.recoverOffset = assembly.recoverOffset;
  code.frameWords = words.frameWords;
  code.outWords = mir.maxOut;
  code.argPtrMask.assign((f.params.size() + 63) / 64, 0);
  for (size_t i = 0; i < f.params.size(); i++)
    if (f.params[i] == ir::Ty::Ptr) code.argPtrMask[i / 64] |= uint64_t{1} << (i % 64);
  f.scratch.release();
  return code;
}

}  // namespace gosub::interp
