import type { Random } from './random.ts'

/** One token a line, since each has quotes of its own. */
function tokens(text: string): readonly string[] {
  return text.trim().split('\n')
}

/** Scalars that YAML 1.1, YAML 1.2, JSON and Go do not read alike, and texts that need quotes, folding or escapes. */
const oddScalars = tokens(String.raw`
yes
no
on
off
y
N
Yes
NO
true
True
TRUE
tRue
false
null
~
Null
""
''
"yes"
'no'
"null"
"~"
"y"
"on"
"True"
!!str yes
!!str 1
!!binary aGk=
0
-0
+1
1
-1
007
0o17
0x1F
0b11
08
1_000
0x
1__0
_1
+0x1
-0b1
0o8
1e3
1E3
1.0
1.50
.5
5.
-.5
+.5
1e-7
1e21
1e-400
1.2.3
1e
9007199254740993
9223372036854775807
9223372036854775808
18446744073709551615
18446744073709551616
123456789012345678901234567890
-9223372036854775809
1234567.5
100000000000000000000.0
0.1
3.0e0
6.02e23
1:30
1:30:45
"1:30"
190:20:30.15
-1:30
2020-01-01
2020-1-2
2020-01-02T03:04:05Z
2020-01-02 03:04:05.10
"2020-01-01"
2001-12-14t21:59:43.10-05:00
!!timestamp 2020-01-01
!!float 1
!!bool true
!custom a
! a
"a: b"
"a #b"
"- a"
"*a"
"&a"
"%a"
"@a"
"${'`'}a"
"a:"
"a,b"
"[a]"
"{a}"
"!a"
"|"
">"
"?"
"? a"
"-"
"--- a"
"..."
"="
"<<"
a#b
a:b
it's
"it's"
'say "x"'
"\\"
a\b
-a
?a
:a
a?
"#a"
"\t"
"a\tb"
" a"
"a "
"  "
"\n"
"a\n"
"a\n\n"
"\na"
"a\nb"
" a\nb"
"a \nb"
"a\r\nb"
"a\r"
"\e"
"\0"
"\x85"
"a \N b"
"\u00a0"
"\u2028"
"\ufeff"
"\U0001F600"
äöü
😀
日本語
"\_"
"\u200b"
"<a&b>"
"\u2029"
"\x01"
"\a"
"a text that is longer than eighty columns is folded at the first space after the eightieth column, and again later on if need be"
"a text: longer than eighty columns is folded at the first space after the eightieth column, and again later on if need be  so  far"
"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b"
"a\ttext with a tab that is longer than eighty columns is folded at the first space after the eightieth column, too, äöü"
a plain text that is longer than eighty columns, which is folded where it is written, after the eightieth column
`)

/** Scalars that most readers refuse, or that no JSON can hold. */
const badScalars = tokens(String.raw`
.inf
-.Inf
.nan
.NaN
1e400
-1e400
!!int "1"
!!bool yes
!!float a
!!binary a
"\/"
"\x7f"
"\ufffe"
"\ud83d\ude00"
"\xff"
"\q"
*nowhere
`)

/** Keys that sort, quote or write in a way of their own. */
const oddKeys = tokens(String.raw`
a10
a9
A
b
"10"
"9"
"-"
a.b
a_b
a-b
ab
"a b"
ä
"true"
"null"
"yes"
no
"a: b"
"#a"
"a\nb"
x2y10
x2y9
x02
x2
日本
😀
"="
tls.crt
application.properties
2020-1
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
`)

/** Keys that are no strings, or none at all. */
const badKeys = tokens(`
true
1
1.5
null
~
""
? a
<<
2020-01-01
`)

export function oddScalar(random: Random): string {
  return random.pick(random.chance(0.01) ? badScalars : oddScalars)
}

/** An odd scalar that is a string to every reader. */
export function oddString(random: Random): string {
  return random.pick(oddScalars.filter((scalar) => scalar.startsWith('"')))
}

export function oddKey(random: Random): string {
  return random.pick(random.chance(0.02) ? badKeys : oddKeys)
}
