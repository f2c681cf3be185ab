package main

import (
	"io"

	tea "github.com/charmbracelet/bubbletea"
)

// blank is what our kiosk writes when somebody leaves.
const blank = "\x1b[0m\x1b[999;999H\x1b[1J\x1b[H\x1b[2J\x1b[3J"

// answer is a page that was left, and what was chosen there.
type answer struct {
	page  string
	picks []string
}

// visit is one person: the page they see, what is marked and ticked there, and what they answered.
type visit struct {
	asked      *Asked
	out        io.Writer
	page, over string
	answers    []answer
	ticks      map[string]bool
	at, top    int
	under      [2]int // the mark and the top of the page that the card lies over
	wide, high int
}

func newVisit(asked *Asked, out io.Writer) *visit {
	v := &visit{asked: asked, out: out, wide: 80, high: 24}
	v.stand(asked.Start)
	return v
}

func (v *visit) Init() tea.Cmd { return nil }

func (v *visit) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		v.wide, v.high = msg.Width, msg.Height
	case tea.KeyMsg:
		return v, v.press(msg.String())
	}
	return v, nil
}

func (v *visit) press(key string) tea.Cmd {
	switch key {
	case "ctrl+c", "q":
		io.WriteString(v.out, blank)
		return tea.Quit
	case "down":
		v.step(1)
	case "up":
		v.step(-1)
	case "enter":
		v.choose()
	case " ":
		v.tick()
	case "b":
		v.back()
	case "h":
		v.turn()
	default:
		v.sign(key)
	}
	return nil
}

// shown is the page in sight: the card lies over the others.
func (v *visit) shown() Page {
	if v.over != "" {
		return v.asked.Pages[v.over]
	}
	return v.asked.Pages[v.page]
}

func (v *visit) stand(page string) {
	v.page, v.over, v.ticks = page, "", map[string]bool{}
	v.open()
}

// open shows the page in sight from its top, with the row marked that starts marked.
func (v *visit) open() {
	v.at, v.top = -1, 0
	for n, row := range v.shown().Rows {
		if row.Pick != "" && row.Pick == v.shown().At {
			v.at = n
		}
	}
}

// turn shows the numbers to call, or what they were shown over.
func (v *visit) turn() {
	if v.over == "" {
		v.over, v.under = v.asked.Card, [2]int{v.at, v.top}
		v.open()
	} else {
		v.over, v.at, v.top = "", v.under[0], v.under[1]
	}
}

// step marks the next row that can be chosen, or reads on by one line.
func (v *visit) step(way int) {
	rows := v.shown().Rows
	for n := v.at + way; n >= 0 && n < len(rows); n += way {
		if rows[n].Pick != "" && v.near(n) {
			v.at = n
			return
		}
	}
	v.top += way
}

// sign marks the row with this key, and ticks it where rows are ticked.
func (v *visit) sign(key string) {
	for n, row := range v.shown().Rows {
		if row.Sign == key && row.Pick != "" {
			v.at = n
			v.tick()
		}
	}
}

func (v *visit) tick() {
	if v.at < 0 || !v.shown().Rows[v.at].Ticks {
		return
	}
	chosen := v.shown().Rows[v.at]
	on := !v.ticks[chosen.Pick]
	for _, row := range v.shown().Rows {
		if on && (chosen.Alone || row.Alone) {
			delete(v.ticks, row.Pick)
		}
	}
	v.ticks[chosen.Pick] = on
}

// choose takes the marked row, or all that is ticked, and goes where it leads.
func (v *visit) choose() {
	if v.over != "" {
		v.turn()
		return
	}
	if v.at < 0 || v.shown().Rows[v.at].To == "" {
		return
	}
	picks := []string{}
	for _, row := range v.shown().Rows {
		if v.ticks[row.Pick] {
			picks = append(picks, row.Pick)
		}
	}
	row := v.shown().Rows[v.at]
	if !row.Ticks {
		picks = []string{row.Pick}
	}
	v.answers = append(v.answers, answer{v.page, picks})
	v.stand(row.To)
}

func (v *visit) back() {
	if v.over != "" {
		v.turn()
	} else if last := len(v.answers) - 1; last >= 0 {
		page := v.answers[last].page
		v.answers = v.answers[:last]
		v.stand(page)
	}
}
