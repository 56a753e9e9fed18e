-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN "completedAt" TIMESTAMP(3),
ADD COLUMN "seenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- An attempt was last seen when it last moved on.
UPDATE "Attempt" SET "seenAt" = COALESCE(
    (SELECT MAX("firstPassedAt") FROM "TaskResult" WHERE "attemptId" = "Attempt"."id"),
    "startedAt"
);

-- AlterTable
ALTER TABLE "TaskResult" ALTER COLUMN "firstPassedAt" DROP NOT NULL,
ADD COLUMN "answers" TEXT NOT NULL DEFAULT '{}',
ADD COLUMN "hintsOpened" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "solutionSeenAt" TIMESTAMP(3),
ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0;
