// Clients of Go: `go run go.go <client>`.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httputil"
	"os"
)

type item struct {
	ItemID      string  `json:"itemId"`
	Description string  `json:"description"`
	Price       float64 `json:"price"`
	Quantity    int     `json:"quantity"`
}

type charge struct {
	MerchantCode   string  `json:"merchantCode"`
	MerchantRefNum string  `json:"merchantRefNum"`
	CustomerName   string  `json:"customerName"`
	CustomerMobile string  `json:"customerMobile"`
	CustomerEmail  string  `json:"customerEmail"`
	PaymentMethod  string  `json:"paymentMethod"`
	Amount         float64 `json:"amount"`
	CurrencyCode   string  `json:"currencyCode"`
	Language       string  `json:"language"`
	ChargeItems    []item  `json:"chargeItems"`
	Description    string  `json:"description"`
	Signature      string  `json:"signature"`
}

func main() {
	text, err := os.ReadFile("charge.json")
	if err != nil {
		panic(err)
	}
	var body charge
	if err := json.Unmarshal(text, &body); err != nil {
		panic(err)
	}
	sent, _ := json.Marshal(body)
	request, _ := http.NewRequest("POST", "http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge", bytes.NewReader(sent))
	request.Header.Set("Content-Type", "application/json")
	switch os.Args[1] {
	case "go":
		if _, err := http.DefaultClient.Do(request); err != nil {
			panic(err)
		}
	case "go-dump":
		dump, _ := httputil.DumpRequestOut(request, true)
		fmt.Printf("%s\n", dump)
	case "go-dump-quoted":
		dump, _ := httputil.DumpRequestOut(request, true)
		fmt.Printf("%q\n", dump)
	case "go-struct":
		fmt.Printf("%+v\n", body)
	case "go-map":
		var fields map[string]any
		_ = json.Unmarshal(text, &fields)
		fmt.Println(fields)
	}
}
