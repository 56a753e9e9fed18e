# platform: answer ip hostname -I
