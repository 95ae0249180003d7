// Which rows of frontend/ir/ops.def and runtime/abi/entries.def the code of a run has: with GOSUB_ROWS=FILE in the environment,
// `gosub run` appends their names to the file. tools/check_rows.py wants each row in some test.
#pragma once

#include <set>
#include <string>

#include "frontend/ir/ir.h"

namespace gosub::cli {

class RowUse {
 public:
  void add(const ir::Function& f);
  // Lines "op Add" and "entry makemap".
  void appendTo(const char* path) const;

 private:
  std::set<std::string_view> ops_, entries_;
};

}  // namespace gosub::cli
