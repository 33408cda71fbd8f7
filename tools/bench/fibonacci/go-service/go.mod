module fibonacci

go 1.24
