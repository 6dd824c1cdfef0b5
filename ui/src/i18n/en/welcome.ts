// The English texts of the welcome.
export const welcomeTexts = {
  "welcome.kicker": "Welcome to StyleNova",
  "welcome.title": "Say what you see. Find what fits.",
  "welcome.text": "Search with words or a photo, deal cards to a client and watch a taste take shape. All of it happens on this machine.",
  "welcome.coming": "The demo collection is being laid out. You can look around already.",
  "welcome.there": "A demo collection is laid out for you. Look around, or bring your own.",
  "welcome.empty": "Nothing is in the library yet.",
  "welcome.look": "Look around",
  "welcome.demo": "Start with the demo",
  "welcome.file": "Your catalogue…",
  "welcome.folder": "A folder of pictures…",
  "welcome.restore": "A backup…",
  "welcome.drop": "Or drop a table or a folder on this window.",
  "welcome.place": "Your library is in",
} as const;
