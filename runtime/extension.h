// What a package's natives keep per instance (tables of compiled patterns, pending signals, ...): a class derived from
// Extension with a constructor that takes Runtime&, made when it is first asked for and destroyed with the instance.
#pragma once

#include <memory>
#include <mutex>

namespace gosub::rt {

struct Runtime;

class Extension {
 public:
  virtual ~Extension() = default;
};

template <class T>
struct ExtensionKey {
  static constexpr char kKey = 0;
};

template <class T, class R>
T& extension(R& runtime) {
  std::lock_guard lock(runtime.extensionsLock);
  auto& slot = runtime.extensions[&ExtensionKey<T>::kKey];
  if (slot == nullptr) slot = std::make_unique<T>(runtime);
  return static_cast<T&>(*slot);
}

}  // namespace gosub::rt
