module example.com/m

require example.com/nothing v1.2.3
