// Adapters for calls from C++. See call.h.
#include "engine/call.h"

#include "frontend/types/construct.h"

namespace gosub::engine {

Caller::Caller(Instance& instance) : instance_(instance) {
  types::World& world = instance.frontend().world();
  global_.name = "";
  global_.type = types::newArray(world.arena, world.basic(types::BasicKind::UnsafePointer), int64_t(kWords));
  buffer_ = static_cast<abi::Word*>(instance.link().global(&global_));
}

const abi::FuncVal* Caller::adapter(types::Func* fn) {
  const abi::FuncVal*& known = adapters_[fn];
  if (known != nullptr) return known;
  instance_.frontend().stack().run([&] {
    ir::FuncSym* callee = instance_.program().function(fn);
    ir::FuncSym* sym = instance_.newSymbol("runtime.call");
    ir::Function f;
    f.sym = sym;
    ir::Block* b = f.newBlock();
    ir::Value* base = f.newValue(b, ir::Op::GlobalAddr, ir::Ty::Ptr, {}, Pos{});
    base->global = &global_;
    std::vector<ir::Value*> args;
    for (size_t i = 0; i < callee->params.size(); i++) {
      ir::Value* v = f.newValue(b, ir::Op::Load, callee->params[i], std::span(&base, 1), Pos{});
      v->imm = int64_t(i * 8);
      args.push_back(v);
    }
    const std::vector<ir::Ty>& results = callee->results;
    ir::Ty single = results.size() == 1 ? results[0] : ir::Ty::Void;
    ir::Value* call = f.newValue(b, ir::Op::Call, single, args, Pos{});
    call->func = callee;
    if (results.size() > 1) call->results = f.arena.copy(results);
    for (size_t i = 0; i < results.size(); i++) {
      ir::Value* v = call;
      if (results.size() > 1) {
        v = f.newValue(b, ir::Op::Extract, results[i], std::span(&call, 1), Pos{});
        v->imm = int64_t(i);
      }
      ir::Value* operands[] = {base, v};
      ir::Op op = results[i] == ir::Ty::Ptr ? ir::Op::StorePtr : ir::Op::Store;
      f.newValue(b, op, ir::Ty::Void, operands, Pos{})->imm = int64_t(i * 8);
    }
    b->kind = ir::BlockKind::Return;
    instance_.link().install(sym, f);
    known = reinterpret_cast<const abi::FuncVal*>(instance_.link().func(sym));
  });
  return known;
}

rt::RunEnd Caller::call(types::Func* fn) { return instance_.runFunction(adapter(fn)); }

}  // namespace gosub::engine
