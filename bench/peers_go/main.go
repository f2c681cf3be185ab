// The questions of the check with wish and bubbletea: what bench/kiosk_peers.py holds our kiosk against.
//
// Reads what is asked from a file, prints the port, and serves everybody from this one process.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/wish"
	bubbles "github.com/charmbracelet/wish/bubbletea"
	"github.com/gliderlabs/ssh"
)

// Row is one row of a list; choosing it leads To another page.
type Row struct {
	Say, Look, Pick, Sign, To string
	Ticks, Alone              bool
}

// Page is one screen: words that stay, a list, which row of it is marked at first, and hints below.
type Page struct {
	Meta, Note, Head string
	Rows             []Row
	At               string
	Hints            []string
}

// Asked is all that can be shown.
type Asked struct {
	Start, Card, Top, Below, Above, Both string
	Pages                                map[string]Page
}

func main() {
	asked := &Asked{}
	text, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = json.Unmarshal(text, asked)
	}
	if err != nil {
		log.Fatal(err)
	}
	server, err := wish.NewServer(
		wish.WithVersion("kiosk"),
		wish.WithMiddleware(bubbles.Middleware(func(s ssh.Session) (tea.Model, []tea.ProgramOption) {
			return newVisit(asked, s), []tea.ProgramOption{tea.WithAltScreen()}
		})),
	)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(server.Serve(listener))
}
