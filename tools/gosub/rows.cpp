// See rows.h.
#include "tools/gosub/rows.h"

#include <fcntl.h>
#include <unistd.h>

#include "runtime/abi/entries.h"

namespace gosub::cli {

void RowUse::add(const ir::Function& f) {
  for (const ir::Block* b : f.blocks)
    for (const ir::Value* v : b->values) {
      ops_.insert(ir::info(v->op).name);
      if (v->op == ir::Op::CallRuntime) entries_.insert(abi::kEntries[v->imm].name);
    }
}

void RowUse::appendTo(const char* path) const {
  std::string text;
  for (std::string_view s : ops_) ((text += "op ") += s) += '\n';
  for (std::string_view s : entries_) ((text += "entry ") += s) += '\n';
  int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return;
  ssize_t ignored = write(fd, text.data(), text.size());  // at once: other runs append to the same file
  (void)ignored;
  close(fd);
}

}  // namespace gosub::cli
