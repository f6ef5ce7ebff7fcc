module crier.invalid

go 1.23
