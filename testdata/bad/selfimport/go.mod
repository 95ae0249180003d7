module example.com/self
