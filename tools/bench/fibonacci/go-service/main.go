// The computation service as one writes it in Go: the same route, the same recursion, net/http as it comes.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"
)

type computation struct {
	Input      int   `json:"input"`
	Result     int   `json:"result"`
	DurationMs int64 `json:"durationMs"`
}

func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-2) + fibonacci(n-1)
}

func compute(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Query().Get("n"))
	if err != nil || n < 0 || n > 40 {
		http.Error(w, "Invalid 'n'. Must be an integer between 0 and 40.", http.StatusBadRequest)
		return
	}
	start := time.Now()
	result := fibonacci(n)
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(computation{n, result, time.Since(start).Milliseconds()})
}

func main() {
	http.HandleFunc("/api/compute", compute)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("{\"msg\":\"Listening\",\"port\":%d}\n", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, nil))
}
