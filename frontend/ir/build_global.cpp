// Initialisation of package-level variables: as static content where it is constant, else by code in the package's init function or, in
// lazily initialised packages, in one function per initialiser.
#include "frontend/ir/builder.h"
#include "frontend/ir/static_data.h"

namespace gosub::ir {

StaticImage* Program::staticInitializer(const types::Initializer& init) {
  types::Var* v = init.lhs[0];
  const TypeInfo& ti = layout(v->type);
  if (ti.size > (uint64_t{64} << 20)) return nullptr;
  StaticImage image;
  image.bytes.resize(ti.size);
  if (!StaticData(*this, TypeEnv{}, packageInit(v->pkg), StaticData::Use::Global).write(init.rhs, v->type, image, 0)) return nullptr;
  StaticImage* kept = newImage();
  *kept = std::move(image);
  return kept;
}

void Builder::buildPackageInit() {
  sig_ = program_.signatureOf(sym_);
  for (const types::Initializer& init : detailOf(sym_).pkg->initOrder) initVariables(init);
  ret({});
}

void Builder::buildGlobalInit() {
  sig_ = program_.signatureOf(sym_);
  initVariables(*detailOf(sym_).init);
  ret({});
}

void Builder::initVariables(const types::Initializer& init) {
  Temps temps(*this);
  At at(*this, init.rhs->pos);
  if (init.lhs.size() == 1) {
    types::Var* v = init.lhs[0];
    if (v->name.blank()) {
      // The value may still have to be converted, which can panic no more than its evaluation.
      effects(init.rhs);
      return;
    }
    GlobalSym* g = program_.global(v);
    if (g->image != nullptr) return;
    if (hoists(init.rhs)) order(init.rhs);
    valueInto(init.rhs, {globalAddr(g), 0, 0}, v->type);
    return;
  }
  std::vector<GoVal> values = multiValue(init.rhs);
  for (size_t i = 0; i < init.lhs.size(); i++) {
    types::Var* v = init.lhs[i];
    if (!v->name.blank()) store({globalAddr(program_.global(v)), 0, 0}, assignConv(values[i], v->type));
  }
}

}  // namespace gosub::ir
