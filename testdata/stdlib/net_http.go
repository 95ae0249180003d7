// run
// HTTP and TLS of an installed Go tree.
package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/hello", func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		fmt.Fprintf(w, "hello %s %s\n", r.Method, r.Form.Get("name"))
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < 1000; i++ {
			fmt.Fprintln(w, strings.Repeat("x", 100))
		}
	})
	s := httptest.NewServer(mux)
	defer s.Close()
	for i := 0; i < 3; i++ {
		r, err := http.Get(s.URL + "/hello?name=gopher")
		if err != nil {
			fmt.Println(err)
			return
		}
		b, err := io.ReadAll(r.Body)
		r.Body.Close()
		fmt.Printf("%s %q %v %s\n", r.Status, b, err, r.Header.Get("Content-Type"))
	}
	r, err := http.PostForm(s.URL+"/hello", url.Values{"name": {"post"}})
	b, _ := io.ReadAll(r.Body)
	fmt.Printf("%q %v\n", b, err)
	r, err = http.Get(s.URL + "/big")
	b, _ = io.ReadAll(r.Body)
	fmt.Println(len(b), err, r.TransferEncoding)
	r, err = http.Get(s.URL + "/nope")
	fmt.Println(r.StatusCode, err)
	t := httptest.NewTLSServer(mux)
	defer t.Close()
	r, err = t.Client().Get(t.URL + "/hello?name=tls")
	if err != nil {
		fmt.Println(err)
		return
	}
	b, _ = io.ReadAll(r.Body)
	fmt.Printf("%q %v\n", b, r.TLS.Version == tls.VersionTLS13)
}
