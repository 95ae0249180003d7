// Fills the variables above which //go:embed stands, before the package's initialisers run. What files they mean was found by
// the loader; the layout of embed.FS is that of stdlib/embed.
#include <algorithm>
#include <cstring>
#include <set>

#include "base/os/file.h"
#include "engine/instance.h"
#include "frontend/types/named.h"
#include "runtime/heap/alloc.h"

namespace gosub::engine {

namespace {

// embed.file
struct EmbeddedEntry {
  abi::String name, data;
  uint8_t hash[16];
};

struct Contents {
  std::string name;  // directories end in a slash
  std::string data;
};

std::string_view withoutSlash(std::string_view name) {
  if (name.ends_with('/')) name.remove_suffix(1);
  return name;
}

// By directory, then by last element.
bool before(const Contents& a, const Contents& b) {
  auto split = [](std::string_view name) {
    name = withoutSlash(name);
    size_t slash = name.rfind('/');
    if (slash == name.npos) return std::pair<std::string_view, std::string_view>(".", name);
    return std::pair<std::string_view, std::string_view>(name.substr(0, slash), name.substr(slash + 1));
  };
  return split(a.name) < split(b.name);
}

std::vector<Contents> readFiles(const load::EmbedVariable& v, rt::Runtime& runtime) {
  std::vector<Contents> out;
  for (const load::EmbeddedData& f : v.files) {
    Contents c{f.name, {}};
    std::string error;
    if (!os::readFile(f.path, &c.data, &error)) runtime.writeStderr("gosub: open " + f.path + ": " + error + "\n");
    out.push_back(std::move(c));
  }
  return out;
}

void addDirectories(std::vector<Contents>* files) {
  std::set<std::string> dirs;
  for (const Contents& f : *files)
    for (size_t slash = f.name.find('/'); slash != std::string::npos; slash = f.name.find('/', slash + 1))
      dirs.insert(f.name.substr(0, slash + 1));
  for (const std::string& d : dirs) files->push_back({d, {}});
  std::sort(files->begin(), files->end(), before);
}

}  // namespace

void Instance::fillEmbeds(const Unit& unit) {
  for (const load::EmbedVariable& e : unit.loaded->embeds) {
    auto* var = types::as<types::Var>(e.decl->names[0]->object);
    if (var == nullptr) continue;
    std::vector<Contents> files = readFiles(e, runtime_);
    void* to = link_->global(program_->global(var));
    types::Type* u = types::under(var->type);
    if (types::as<types::Basic>(u) != nullptr && !files.empty()) {
      abi::String s = rt::newString(runtime_, files[0].data);
      std::memcpy(to, &s, sizeof s);
    } else if (types::as<types::Slice>(u) != nullptr && !files.empty()) {
      auto n = int64_t(files[0].data.size());
      abi::Slice s{rt::allocNoScan(runtime_, files[0].data.size() + 1), n, n};
      std::memcpy(s.data, files[0].data.data(), files[0].data.size());
      std::memcpy(to, &s, sizeof s);
    } else if (auto* fs = types::as<types::Struct>(u)) {
      addDirectories(&files);
      auto* list = types::as<types::Pointer>(fs->fields[0]->type)->elem;
      const abi::TypeDesc* entry = link_->type(types::as<types::Slice>(list)->elem);
      auto* entries = static_cast<EmbeddedEntry*>(rt::newArray(runtime_, entry, int64_t(files.size())));
      auto* slice = static_cast<abi::Slice*>(rt::newObject(runtime_, link_->type(list)));
      *slice = {entries, int64_t(files.size()), int64_t(files.size())};
      std::memcpy(to, &slice, sizeof slice);
      for (size_t i = 0; i < files.size(); i++) {
        entries[i].name = rt::newString(runtime_, files[i].name);
        entries[i].data = rt::newString(runtime_, files[i].data);
      }
    }
  }
}

}  // namespace gosub::engine
