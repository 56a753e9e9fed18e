-- RedefineTables: SQLite cannot change a column in place. References are looked at when the transaction ends.
PRAGMA defer_foreign_keys=ON;

CREATE TABLE "new_Attempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "lesson" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completedAt" DATETIME,
    CONSTRAINT "Attempt_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- An attempt was last seen when it last moved on.
INSERT INTO "new_Attempt" ("id", "userId", "lesson", "startedAt", "seenAt")
SELECT "id", "userId", "lesson", "startedAt", COALESCE(
    (SELECT MAX("firstPassedAt") FROM "TaskResult" WHERE "attemptId" = "Attempt"."id"),
    "startedAt"
) FROM "Attempt";

CREATE TABLE "new_TaskResult" (
    "attemptId" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "firstPassedAt" DATETIME,
    "hintsOpened" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "answers" TEXT NOT NULL DEFAULT '{}',
    "solutionSeenAt" DATETIME,

    PRIMARY KEY ("attemptId", "task"),
    CONSTRAINT "TaskResult_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_TaskResult" ("attemptId", "task", "firstPassedAt")
SELECT "attemptId", "task", "firstPassedAt" FROM "TaskResult";

DROP TABLE "TaskResult";
DROP TABLE "Attempt";
ALTER TABLE "new_Attempt" RENAME TO "Attempt";
ALTER TABLE "new_TaskResult" RENAME TO "TaskResult";

CREATE UNIQUE INDEX "Attempt_userId_lesson_key" ON "Attempt"("userId", "lesson");
