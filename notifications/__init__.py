"""What leaves and enters by SMS, e-mail and letter: messages as rows, providers, receipts."""
