// Making descriptors, globals and code. See link.h.
#include "engine/link.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "base/os/pages.h"
#include "frontend/syntax/directives.h"
#include "frontend/types/scope.h"
#include "runtime/entries.h"
#include "runtime/types/itab.h"
#include "runtime/types/table.h"
#include "stdlib/embedded.h"

namespace gosub::engine {

using abi::FuncDesc;

namespace {

constexpr size_t kGlobalBlock = 64 * 1024;

abi::String textOf(std::string_view s) { return {reinterpret_cast<const uint8_t*>(s.data()), int64_t(s.size())}; }

}  // namespace

Link::Link(Frontend& frontend, ir::Program& program, rt::Runtime& runtime)
    : frontend_(frontend), program_(program), runtime_(runtime), types_(frontend.world(), *runtime.types, *this) {}

Link::~Link() {
  for (auto [b, bytes] : blocks_) os::unmapPages(b, bytes);
}

// ---- functions ---------------------------------------------------------------------------------------------------

FuncDesc* Link::func(ir::FuncSym* sym) {
  if (sym->desc != nullptr) return static_cast<FuncDesc*>(sym->desc);
  bool hasBody = program_.hasBody(sym);
  const abi::NativeRow* native = hasBody ? nullptr : stdlib::findNative(sym->name);
  ir::FuncSym* other = hasBody || native != nullptr ? nullptr : linknamed(sym);
  if (other != nullptr) {
    sym->desc = func(other);
    return static_cast<FuncDesc*>(sym->desc);
  }
  FuncDesc* d = newDesc(sym);
  sym->desc = d;
  if (hasBody) {
    interpreter_->initLazy(d);
  } else if (native != nullptr) {
    bindNative(d, *native);
  } else {
    installBodyless(d, sym);
  }
  return d;
}

namespace {

// Where the body of a bodyless function is: its "go:linkname" says it, or the embedded package internal/tree/PATH has it, as
// what the runtime of a Go tree gives to package PATH there.
std::string remoteName(const ir::FuncSym& sym) {
  if (sym.object == nullptr || sym.pkg == nullptr) return {};
  std::string_view name = sym.object->name.text();
  for (const syntax::File* f : sym.pkg->files)
    for (const syntax::Directive& d : f->directives)
      if (syntax::Linkname n = syntax::parseLinkname(d.text); n.local == name && !n.remote.empty())
        return std::string(n.remote);
  return "internal/tree/" + std::string(sym.pkg->path) + "." + std::string(name);
}

}  // namespace

// The function of a loaded or embedded package that a bodyless one stands for.
ir::FuncSym* Link::linknamed(ir::FuncSym* sym) {
  std::string name = remoteName(*sym);
  std::string_view remote = name;
  size_t slash = remote.rfind('/'), dot = remote.find('.', slash == remote.npos ? 0 : slash);
  if (dot == remote.npos) return nullptr;
  ir::FuncSym* found = nullptr;
  frontend_.stack().run([&] {
    types::Package* pkg = frontend_.linkable(remote.substr(0, dot));
    types::Object* o =
        pkg == nullptr ? nullptr : types::lookupPackage(pkg, frontend_.names().intern(remote.substr(dot + 1)));
    auto* fn = types::as<types::Func>(o);
    if (fn != nullptr) found = program_.function(fn);
  });
  if (found == nullptr || found->params != sym->params || found->results != sym->results) return nullptr;
  return program_.hasBody(found) || stdlib::findNative(found->name) != nullptr ? found : nullptr;
}

FuncDesc* Link::newDesc(ir::FuncSym* sym) {
  uint32_t id = funcCount_.load(std::memory_order_relaxed);
  if (uint32_t n = id / kFirstPiece + 1; id % kFirstPiece == 0 && std::has_single_bit(n))
    pieces_[size_t(std::countr_zero(n))].store(static_cast<FuncDesc*>(arena_.allocate(sizeof(FuncDesc) * kFirstPiece * n, alignof(FuncDesc))), std::memory_order_release);
  FuncDesc* d = new (place(id)) FuncDesc{};
  d->self = d;
  d->argWords = uint16_t(sym->params.size());
  d->resultWords = uint16_t(sym->results.size());
  d->flags = sym->flags;
  d->captureWords = sym->captures != nullptr ? uint16_t((program_.layout(sym->captures).size + 7) / 8) : 0;
  d->startPos = sym->pos.offset;
  d->id = id;
  d->name = textOf(sym->name);
  d->owner = sym;
  auto mask = arena_.makeArray<uint64_t>(sym->params.size() / 64 + 1);
  for (size_t i = 0; i < sym->params.size(); i++)
    if (sym->params[i] == ir::Ty::Ptr) mask[i / 64] |= uint64_t{1} << (i % 64);
  d->argPtrMask = mask.data();
  funcCount_.store(id + 1, std::memory_order_release);
  return d;
}

// Piece k begins with number kFirstPiece * (2^k - 1).
FuncDesc* Link::place(uint32_t id) const {
  auto k = uint32_t(std::bit_width(id / kFirstPiece + 1) - 1);
  return pieces_[k].load(std::memory_order_acquire) + (id - kFirstPiece * ((1u << k) - 1));
}

FuncDesc* Link::function(uint32_t id) const {
  return id < funcCount_.load(std::memory_order_acquire) ? place(id) : nullptr;
}

// Packages of an installed Go tree may declare functions that assembly implements. A call panics with the function's name.
void Link::installBodyless(FuncDesc* d, ir::FuncSym* sym) {
  ir::Function f;
  f.sym = sym;
  ir::Block* b = f.newBlock();  // ends in the panic
  types::Type* string = program_.basic(types::BasicKind::String);
  std::string text = "call of " + std::string(sym->name) + ", which has no body: assembly is not supported";
  ir::StaticImage* image = program_.newImage();
  image->bytes.resize(sizeof(abi::String));
  int64_t length = int64_t(text.size());
  std::memcpy(image->bytes.data() + offsetof(abi::String, len), &length, sizeof length);
  image->relocs.push_back({offsetof(abi::String, data), ir::SymKind::Data, program_.data(text), 0});
  ir::Value* type = f.newValue(b, ir::Op::TypeAddr, ir::Ty::Ptr, {}, sym->pos);
  type->goType = string;
  ir::Value* value = f.newValue(b, ir::Op::GlobalAddr, ir::Ty::Ptr, {}, sym->pos);
  value->global = program_.anonymousGlobal(string, image);
  ir::Value* words[] = {type, value};
  f.newValue(b, ir::Op::Panic, ir::Ty::Void, words, sym->pos);
  f.params = sym->params;
  f.results = sym->results;
  installCode(d, f);
}

void Link::bindNative(FuncDesc* d, const abi::NativeRow& row) {
  d->flags |= abi::kFuncNative;
  GOSUB_CHECK(row.argWords == int(d->argWords));
  interpreter_->initNative(d, row.raw, abi::NativeEffect(row.effect));
}

const FuncDesc* Link::methodCode(types::Type* receiver, types::Func* method, bool ifaceReceiver) {
  return func(program_.methodFunc(receiver, method, ifaceReceiver));
}

Link::Unpublished Link::compile(FuncDesc* d, std::vector<ir::GlobalSym*>* globals) {
  Unpublished made{d, d, nullptr, 0};
  heap_.back();
  frontend_.stack().run([&] {
    auto* sym = static_cast<ir::FuncSym*>(d->owner);
    // Most of the library's functions run a few times at most: optimising them would take longer than it saves.
    bool quick = globals != nullptr && d->quick == nullptr && sym->pkg != nullptr && sym->pkg->lazy;
    std::unique_ptr<ir::Function> f = quick ? program_.buildQuick(sym) : program_.build(sym);
    if (quick && f != nullptr && f->hasDefer) {
      quick = false;
      f = program_.build(sym);
    }
    if (f == nullptr) return;
    made = makeCode(quick ? newDesc(sym) : d, *f);
    made.func = d;
    if (globals != nullptr) *globals = program_.lazyGlobals(*f);
  });
  return made;
}

void Link::publish(const Unpublished& u) {
  interp::Interpreter::publish(u.target, u.code, u.frameWords);
  if (u.target != u.func) u.func->quick.store(u.target, std::memory_order_release);
}

// An initialiser calls the function that waits for it.
bool Link::publishEarly(FuncDesc* d) {
  auto it = std::find_if(unpublished_.begin(), unpublished_.end(), [d](const Unpublished& u) { return u.func == d; });
  if (it == unpublished_.end()) return false;
  publish(*it);
  return true;
}

bool Link::lowerOnly(FuncDesc* d) {
  Unpublished made = compile(d, nullptr);
  if (made.code != nullptr) publish(made);
  return made.code != nullptr;
}

bool Link::lower(FuncDesc* d) {
  std::lock_guard lock(runtime_.types->mutex());
  if (!interp::Interpreter::wantsCode(*d) || publishEarly(d)) return true;
  std::vector<ir::GlobalSym*> globals;
  Unpublished made = compile(d, &globals);
  if (made.code == nullptr) return false;
  unpublished_.push_back(made);
  for (ir::GlobalSym* g : globals) initialise(g);
  unpublished_.pop_back();
  publish(made);
  return true;
}

void Link::install(ir::FuncSym* sym, ir::Function& body) { installCode(func(sym), body); }

Link::Unpublished Link::makeCode(FuncDesc* d, ir::Function& f) {
  interp::EncodeOptions options;
  options.describeLive = runtime_.config.clobberDead;
  auto inlined = arena_.makeArray<abi::InlineEntry>(f.inlineTree.size());
  for (size_t i = 0; i < inlined.size(); i++) {
    const ir::InlineSite& site = f.inlineTree[i];
    inlined[i] = {textOf(site.func->name), site.parent, site.callPos.offset, site.func->pos.offset};
  }
  d->inlineTree = inlined.data();
  d->inlineCount = uint32_t(inlined.size());
  interp::Code code = interp::encode(f, *this, program_.layouts(), options, interpreter_->codeArena());
  if (onCode) onCode(f, code);
  interpreter_->prepare(d, code);
  return {d, d, code.words.data(), code.frameWords};
}

void Link::initialise(ir::GlobalSym* g) {
  ir::FuncSym* init = std::exchange(g->lazyInit, nullptr);
  if (init == nullptr) return;  // done, or in progress further out
  interpreter_->runNested(reinterpret_cast<const abi::FuncVal*>(func(init)));
}

// ---- data -----------------------------------------------------------------------------------------------------------

void* Link::storage(size_t bytes) {
  // Pages, so that only what is used takes memory.
  auto block = [&](size_t n) {
    void* p = os::mapPages(n);
    if (p != nullptr) blocks_.emplace_back(p, n);
    return static_cast<std::byte*>(p);
  };
  bytes = (bytes + 15) & ~size_t{15};
  if (bytes >= kGlobalBlock / 4) return block((bytes + os::kPage - 1) & ~(os::kPage - 1));
  if (bytes > blockLeft_) {
    block_ = block(kGlobalBlock);
    GOSUB_CHECK(block_ != nullptr);
    blockLeft_ = kGlobalBlock;
  }
  void* p = block_;
  block_ += bytes;
  blockLeft_ -= bytes;
  return p;
}

void* Link::global(ir::GlobalSym* g) {
  if (g->address != nullptr) return g->address;
  const abi::TypeDesc* t = types_.desc(g->type);
  g->address = storage(t->size > 0 ? t->size : 1);
  GOSUB_CHECK(g->address != nullptr);
  runtime_.roots->addGlobal(g->address, t);
  if (g->image != nullptr) fillImage(*g);
  return g->address;
}

void Link::fillImage(const ir::GlobalSym& g) {
  auto* to = static_cast<uint8_t*>(g.address);
  std::copy(g.image->bytes.begin(), g.image->bytes.end(), to);
  for (const ir::Reloc& r : g.image->relocs) {
    auto target = reinterpret_cast<uintptr_t>(relocTarget(r)) + uintptr_t(r.addend);
    std::memcpy(to + r.offset, &target, sizeof target);
  }
}

const void* Link::relocTarget(const ir::Reloc& r) {
  switch (r.kind) {
    case ir::SymKind::Func: return func(static_cast<ir::FuncSym*>(const_cast<void*>(r.sym)));
    case ir::SymKind::Global: return global(static_cast<ir::GlobalSym*>(const_cast<void*>(r.sym)));
    case ir::SymKind::Type: return type(static_cast<types::Type*>(const_cast<void*>(r.sym)));
    case ir::SymKind::Itab: return itab(static_cast<const ir::ItabSym*>(r.sym));
    case ir::SymKind::Data: return data(static_cast<ir::DataSym*>(const_cast<void*>(r.sym)));
    case ir::SymKind::None: case ir::SymKind::Runtime: break;
  }
  GOSUB_UNREACHABLE("relocation of kind %d", int(r.kind));
}

const abi::TypeDesc* Link::type(types::Type* t) { return types_.desc(t); }

const abi::Itab* Link::itab(const ir::ItabSym* sym) {
  const abi::Itab* tab = runtime_.itabs->get(types_.desc(sym->inter), types_.desc(sym->concrete));
  if (tab == nullptr) {
    const abi::TypeDesc* t = types_.desc(sym->concrete);
    abi::String missing = runtime_.itabs->missingMethod(types_.desc(sym->inter), t);
    GOSUB_UNREACHABLE("type %s lacks method %.*s", rt::typeText(t).c_str(), int(missing.len), missing.data);
  }
  return tab;
}

const void* Link::data(ir::DataSym* sym) {
  if (sym->address == nullptr) sym->address = const_cast<char*>(sym->bytes.data());
  return sym->address;
}

abi::RawNative Link::runtimeEntry(int index) { return rt::runtimeEntry(index); }

const abi::TypeDesc* Link::closureType(ir::FuncSym* sym) {
  std::vector<rt::FieldSpec> fields{{"F", "", "", runtime_.types->uintptrType()}};
  if (sym->captures != nullptr) fields.push_back({"C", "", "", types_.desc(sym->captures)});
  return runtime_.types->structOf(fields);
}

}  // namespace gosub::engine
