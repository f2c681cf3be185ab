package main

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/reflow/wordwrap"
)

// widest is the longest line; longer ones are hard to follow.
const widest = 72

var looks = map[string]lipgloss.Style{
	"text":    lipgloss.NewStyle().Foreground(lipgloss.Color("252")),
	"quiet":   lipgloss.NewStyle().Foreground(lipgloss.Color("245")),
	"bold":    lipgloss.NewStyle().Foreground(lipgloss.Color("252")).Bold(true),
	"strong":  lipgloss.NewStyle().Foreground(lipgloss.Color("222")).Bold(true),
	"heading": lipgloss.NewStyle().Foreground(lipgloss.Color("152")).Bold(true),
	"chosen":  lipgloss.NewStyle().Foreground(lipgloss.Color("252")).Bold(true).Reverse(true),
}

// line is one line on the screen, and the row that it belongs to.
type line struct {
	row        int
	text, look string
}

func (v *visit) width() int {
	if v.wide-8 < widest {
		return v.wide - 8
	}
	return widest
}

// lines breaks the rows of the page in sight.
func (v *visit) lines() []line {
	found := []line{}
	for n, row := range v.shown().Rows {
		start := ""
		if row.Pick != "" {
			start = "  " + (row.Sign + " ")[:1] + "  "
		}
		if row.Ticks {
			start += map[bool]string{true: "[x] ", false: "[ ] "}[v.ticks[row.Pick]]
		}
		look := row.Look
		if n == v.at {
			look, start = "chosen", ">"+start[1:]
		}
		for m, text := range strings.Split(wordwrap.String(row.Say, v.width()-len(start)), "\n") {
			if m > 0 {
				start = strings.Repeat(" ", len(start))
			}
			text = start + text
			if n == v.at {
				text += strings.Repeat(" ", max(0, v.width()-lipgloss.Width(text)))
			}
			found = append(found, line{n, text, look})
		}
	}
	return found
}

// above says what stays over the list, and below what stays under it.
func (v *visit) above() []string {
	page := v.shown()
	found := []string{looks["strong"].Render(v.asked.Top)}
	for _, part := range []struct{ say, look string }{
		{page.Meta, "quiet"}, {page.Note, "heading"}, {page.Head, "bold"},
	} {
		if part.say != "" {
			found = append(found, "")
			for _, text := range strings.Split(wordwrap.String(part.say, v.width()), "\n") {
				found = append(found, looks[part.look].Render(text))
			}
		}
	}
	return append(found, "")
}

func (v *visit) below() []string {
	hints := wordwrap.String(strings.Join(v.shown().Hints, "  "), v.wide-8)
	found := []string{""}
	for _, text := range strings.Split(hints, "\n") {
		found = append(found, looks["quiet"].Render(text))
	}
	return found
}

// room is how many lines of the list are in sight; one more is kept to say that there is more.
func (v *visit) room() int {
	return max(1, v.high-len(v.above())-len(v.below())-1)
}

// near says whether a row is in sight or next to it.
func (v *visit) near(row int) bool {
	for n, line := range v.lines() {
		if line.row == row {
			return n >= v.top-1 && n <= v.top+v.room()
		}
	}
	return false
}

// hold keeps the marked row in sight, and the window within the list.
func (v *visit) hold(lines []line) {
	for n, line := range lines {
		if line.row == v.at {
			v.top = max(min(v.top, n), n-v.room()+1)
		}
	}
	v.top = max(0, min(v.top, len(lines)-v.room()))
}

func (v *visit) View() string {
	lines := v.lines()
	v.hold(lines)
	shown := v.above()
	last := min(len(lines), v.top+v.room())
	for _, line := range lines[v.top:last] {
		shown = append(shown, looks[line.look].Render(line.text))
	}
	for n := last - v.top; n < v.room(); n++ {
		shown = append(shown, "")
	}
	shown = append(shown, looks["quiet"].Render(v.more(last < len(lines))))
	shown = append(shown, v.below()...)
	return "    " + strings.Join(shown, "\n    ")
}

func (v *visit) more(below bool) string {
	switch {
	case v.top > 0 && below:
		return v.asked.Both
	case v.top > 0:
		return v.asked.Above
	case below:
		return v.asked.Below
	}
	return ""
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}
