CREATE TABLE account (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  username TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE bots (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  welcome_message TEXT NOT NULL,
  fallback_message TEXT NOT NULL,
  accent_color TEXT NOT NULL,
  position TEXT NOT NULL,
  show_button_text INTEGER NOT NULL CHECK (show_button_text IN (0, 1)),
  button_text TEXT NOT NULL,
  avatar_file TEXT,
  key_hash BLOB NOT NULL UNIQUE,
  key_sealed BLOB NOT NULL,
  message_limit INTEGER NOT NULL CHECK (message_limit >= 0),
  chunks_made INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
, relevance_cut REAL NOT NULL DEFAULT 0.7 CHECK (relevance_cut BETWEEN 0 AND 1), deleted_at TEXT, allowed_origins TEXT NOT NULL DEFAULT '[]', budget_micro_usd INTEGER CHECK (budget_micro_usd >= 0)) STRICT;

CREATE VIRTUAL TABLE chunk_words USING fts5 (
  search_text,
  content = '',
  contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE chunks (
  id INTEGER PRIMARY KEY,
  bot_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  chunk_index INTEGER NOT NULL,
  heading_path TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (bot_id, id),
  UNIQUE (bot_id, source_id, chunk_index),
  FOREIGN KEY (bot_id, source_id) REFERENCES sources (bot_id, id) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER chunks_deleted AFTER DELETE ON chunks BEGIN
  DELETE FROM chunk_words WHERE rowid = old.id;
END;

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  bot_id TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
  session_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL, unanswered INTEGER NOT NULL DEFAULT 0,
  UNIQUE (bot_id, session_id)
) STRICT;

CREATE INDEX conversations_newest ON conversations (updated_at, id);

CREATE INDEX conversations_newest_of_bot ON conversations (bot_id, updated_at, id);

CREATE INDEX conversations_unanswered ON conversations (updated_at, id) WHERE unanswered > 0;

CREATE INDEX conversations_unanswered_of_bot ON conversations (bot_id, updated_at, id)
WHERE unanswered > 0;

CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);

CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);

CREATE VIRTUAL TABLE message_words USING fts5 (
  bot,
  search_text,
  content = '',
  contentless_delete = 1,
  prefix = '1 2',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE messages (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
  content TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('complete', 'partial', 'failed')),
  answered INTEGER CHECK (answered IN (0, 1)),
  sources TEXT NOT NULL DEFAULT '[]',
  month TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX messages_conversation ON messages (conversation_id, seq);

CREATE TRIGGER messages_deleted AFTER DELETE ON messages BEGIN
  DELETE FROM message_words WHERE rowid = old.seq;
END;

CREATE TRIGGER messages_refused AFTER INSERT ON messages WHEN new.answered = 0 BEGIN
  INSERT INTO unanswered (question_id, bot_id, seq)
  SELECT messages.id, conversations.bot_id, new.seq
  FROM messages JOIN conversations ON conversations.id = messages.conversation_id
  WHERE messages.id = (
    SELECT id FROM messages
    WHERE conversation_id = new.conversation_id AND seq < new.seq AND role = 'user' AND status <> 'failed'
    ORDER BY seq DESC LIMIT 1
  )
  ON CONFLICT DO NOTHING;
END;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE sightings (
  bot_id TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
  host TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (bot_id, host)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_texts (
  source_id TEXT PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  bot_id TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
  type TEXT NOT NULL CHECK (type IN ('url', 'text')),
  content TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  status_detail TEXT,
  progress_done INTEGER NOT NULL DEFAULT 0,
  progress_total INTEGER NOT NULL DEFAULT 0,
  words INTEGER NOT NULL DEFAULT 0,
  chunks INTEGER NOT NULL DEFAULT 0,
  embedder TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trained_at TEXT, progress_words INTEGER NOT NULL DEFAULT 0, progress_chunks INTEGER NOT NULL DEFAULT 0, started_at TEXT, step_started_at TEXT,
  UNIQUE (bot_id, id)
) STRICT;

CREATE INDEX sources_chunks ON sources (bot_id, chunks);

CREATE UNIQUE INDEX sources_url ON sources (bot_id, content) WHERE type = 'url';

CREATE TABLE unanswered (
  question_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  bot_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  settled TEXT CHECK (settled IN ('answered', 'dismissed')),
  settled_at TEXT
) STRICT;

CREATE INDEX unanswered_open ON unanswered (seq) WHERE settled IS NULL;

CREATE INDEX unanswered_open_of_bot ON unanswered (bot_id, seq) WHERE settled IS NULL;

CREATE TABLE usage (
  bot_id TEXT NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
  month TEXT NOT NULL,
  messages INTEGER NOT NULL DEFAULT 0 CHECK (messages >= 0),
  prompt_tokens INTEGER NOT NULL DEFAULT 0,
  completion_tokens INTEGER NOT NULL DEFAULT 0, cost_micro_usd INTEGER NOT NULL DEFAULT 0 CHECK (cost_micro_usd >= 0), budget_used_up INTEGER NOT NULL DEFAULT 0 CHECK (budget_used_up IN (0, 1)), limit_warned INTEGER NOT NULL DEFAULT 0 CHECK (limit_warned IN (0, 1)), budget_warned INTEGER NOT NULL DEFAULT 0 CHECK (budget_warned IN (0, 1)),
  PRIMARY KEY (bot_id, month)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_month ON usage (month);

CREATE TABLE vectors (
  chunk_id INTEGER NOT NULL,
  window_index INTEGER NOT NULL,
  bot_id TEXT NOT NULL,
  embedder TEXT NOT NULL,
  embedding BLOB NOT NULL, passage TEXT,
  PRIMARY KEY (bot_id, chunk_id, window_index),
  FOREIGN KEY (bot_id, chunk_id) REFERENCES chunks (bot_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX vectors_search ON vectors (bot_id, embedder, chunk_id);
